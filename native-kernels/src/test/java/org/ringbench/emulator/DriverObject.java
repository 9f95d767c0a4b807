package org.ringbench.emulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.ringbench.ptx.PtxKernel;
import org.ringbench.ptx.PtxModule;

/** What a handle stands for: it belongs to one context. */
abstract sealed class DriverObject {
  final EmulatedContext context;

  DriverObject(EmulatedContext context) {
    this.context = context;
  }

  static final class Module extends DriverObject {
    final PtxModule code;

    Module(EmulatedContext context, PtxModule code) {
      super(context);
      this.code = code;
    }
  }

  static final class Function extends DriverObject {
    final Module module;
    final PtxKernel kernel;
    int dynamicSharedLimit;

    Function(Module module, PtxKernel kernel) {
      super(module.context);
      this.module = module;
      this.kernel = kernel;
      dynamicSharedLimit = GpuModel.SHARED_BYTES_WITHOUT_OPT_IN - kernel.staticSharedBytes();
    }
  }

  static final class Stream extends DriverObject {
    final Deque<Work> queue = new ArrayDeque<>();

    /** What its work is recorded into, or null. */
    Capture capture;

    /** While captured: the nodes that its next one has to follow. */
    final Set<GraphNode> tail = new LinkedHashSet<>();

    Stream(EmulatedContext context) {
      super(context);
    }
  }

  static final class Event extends DriverObject {
    final boolean timed;

    /** The last mark that it was recorded as, or null. */
    Work.Mark mark;

    /** Where its last record was captured, or null. */
    Capture capture;

    final Set<GraphNode> captured = new LinkedHashSet<>();

    Event(EmulatedContext context, boolean timed) {
      super(context);
      this.timed = timed;
    }
  }

  static final class Graph extends DriverObject {
    final List<GraphNode> nodes;

    Graph(EmulatedContext context, List<GraphNode> nodes) {
      super(context);
      this.nodes = List.copyOf(nodes);
    }
  }

  static final class Executable extends DriverObject {
    final List<GraphNode> nodes;

    /** Runs of one executable graph follow each other, whatever their streams. */
    Work.GraphRun last;

    Executable(Graph graph) {
      super(graph.context);
      nodes = graph.nodes;
    }
  }
}
