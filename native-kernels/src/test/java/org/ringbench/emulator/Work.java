package org.ringbench.emulator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Something queued on a stream. */
abstract sealed class Work {
  private boolean done;

  final boolean isDone() {
    return done;
  }

  /** Whether it can go on, at the head of its queue. */
  boolean isReady() {
    return true;
  }

  /** The operations that are still to be done. */
  List<Operation> remaining() {
    return List.of();
  }

  /** Goes on, and says whether that was the end. */
  final boolean step(EmulatedContext context, RandomGenerator random) {
    done = advance(context, random);
    return done;
  }

  abstract boolean advance(EmulatedContext context, RandomGenerator random);

  /** One operation. */
  static final class Single extends Work {
    private final Issued issued;

    Single(Issued issued) {
      this.issued = issued;
    }

    @Override
    List<Operation> remaining() {
      return List.of(issued.operation());
    }

    @Override
    boolean advance(EmulatedContext context, RandomGenerator random) {
      context.execute(issued);
      return true;
    }
  }

  /** The point that an event stands for. */
  static final class Mark extends Work {
    private long nanos;

    /** The device's clock when the point was reached. */
    long nanos() {
      return nanos;
    }

    @Override
    boolean advance(EmulatedContext context, RandomGenerator random) {
      nanos = context.nanos();
      return true;
    }
  }

  /** Waits for an event's point. */
  static final class Wait extends Work {
    private final Mark mark;

    Wait(Mark mark) {
      this.mark = mark;
    }

    @Override
    boolean isReady() {
      return mark.isDone();
    }

    @Override
    boolean advance(EmulatedContext context, RandomGenerator random) {
      return true;
    }
  }

  /** A graph: its nodes in any order that they allow. */
  static final class GraphRun extends Work {
    private final GraphRun previous;
    private final List<GraphNode> waiting;
    private final List<Issued> issued;
    private final Set<GraphNode> finished = new HashSet<>();

    GraphRun(List<GraphNode> nodes, List<Issued> issued, GraphRun previous) {
      this.previous = previous;
      waiting = new ArrayList<>(nodes);
      this.issued = new ArrayList<>(issued);
    }

    @Override
    boolean isReady() {
      return previous == null || previous.isDone();
    }

    @Override
    List<Operation> remaining() {
      return waiting.stream().map(node -> node.operation).toList();
    }

    @Override
    boolean advance(EmulatedContext context, RandomGenerator random) {
      if (waiting.isEmpty()) {
        return true;
      }
      List<Integer> ready = new ArrayList<>();
      for (int i = 0; i < waiting.size(); i++) {
        if (finished.containsAll(waiting.get(i).after)) {
          ready.add(i);
        }
      }
      int next = ready.get(random.nextInt(ready.size()));
      context.execute(issued.remove(next));
      finished.add(waiting.remove(next));
      return waiting.isEmpty();
    }
  }

  /**
   * An operation as it was queued.
   *
   * @param checksum of the memory that is to be uploaded, where the device will not change it first
   * @param poisoned whether the target of a download was filled with {@link HostRange#POISON}
   */
  record Issued(Operation operation, OptionalLong checksum, boolean poisoned) {}
}
