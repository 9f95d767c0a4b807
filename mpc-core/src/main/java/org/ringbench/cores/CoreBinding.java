package org.ringbench.cores;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Gives each of some threads that work together a core of its own. Threads that wait for each other
 * by turns look idle enough to a scheduler to be put on one core: for several milliseconds at a
 * time, or as long as the process lives.
 */
public final class CoreBinding {
  private static final Path TOPOLOGY = Path.of("/sys/devices/system/cpu");

  private final List<Integer> processors; // by thread; empty if none are bound
  private final BitSet all = Cores.ofProcess();
  private Thread owner;

  private CoreBinding(List<Integer> processors) {
    this.processors = processors;
  }

  /** Threads that run where the system likes. */
  public static CoreBinding none() {
    return new CoreBinding(List.of());
  }

  /**
   * A core for each thread, of those that the process may use; none where there are too few (a
   * second hardware thread of a core is no core) or the system refuses.
   */
  public static CoreBinding onCores(int threads) {
    return ofFirst(threads, cores(Cores.ofProcess(), TOPOLOGY));
  }

  /**
   * A hardware thread for each thread, on cores of their own as long as there are any; none where
   * there are too few or the system refuses, and for a single thread, which waits for nobody.
   */
  public static CoreBinding onProcessors(int threads) {
    return threads < 2 ? none() : ofFirst(threads, processors(Cores.ofProcess(), TOPOLOGY));
  }

  private static CoreBinding ofFirst(int threads, List<Integer> processors) {
    return threads > processors.size() || !Cores.canRestrict()
        ? none()
        : new CoreBinding(List.copyOf(processors.subList(0, threads)));
  }

  /** Whether threads are kept anywhere. */
  public boolean isBound() {
    return !processors.isEmpty();
  }

  /** Which processors the threads are bound to, in their order, such as {@code 0 and 1}. */
  public String describe() {
    return processors.isEmpty()
        ? "not bound"
        : processors.stream().map(String::valueOf).collect(Collectors.joining(" and "));
  }

  /** The processors of {@link #cores}, and then the other hardware threads of these cores. */
  static List<Integer> processors(BitSet allowed, Path topology) {
    List<Integer> processors = new ArrayList<>(cores(allowed, topology));
    allowed.stream().filter(p -> !processors.contains(p)).forEach(processors::add);
    return processors;
  }

  /**
   * An allowed processor of each core: the first, then those that share its last cache.
   *
   * @param topology as Linux shows it in {@code /sys/devices/system/cpu}
   */
  static List<Integer> cores(BitSet allowed, Path topology) {
    List<Integer> cores = new ArrayList<>();
    BitSet near = list(topology, allowed.nextSetBit(0), "cache/index3/shared_cpu_list");
    BitSet far = (BitSet) allowed.clone();
    far.andNot(near);
    near.and(allowed);
    BitSet siblings = new BitSet();
    for (BitSet group : List.of(near, far)) {
      group.stream()
          .filter(processor -> !siblings.get(processor))
          .forEach(
              processor -> {
                cores.add(processor);
                siblings.or(list(topology, processor, "topology/thread_siblings_list"));
              });
    }
    return cores;
  }

  /** Such as {@code 0-3,8}; empty if the system does not tell. */
  private static BitSet list(Path topology, int processor, String name) {
    BitSet set = new BitSet();
    try {
      String text = Files.readString(topology.resolve("cpu" + processor).resolve(name)).strip();
      for (String range : text.split(",", -1)) {
        String[] ends = range.split("-", 2);
        set.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
      }
    } catch (IOException | NumberFormatException _) {
      set.clear();
    }
    return set;
  }

  /** Keeps the calling thread on the processor of a thread's number, or sets it free. */
  public void bind(int thread) {
    if (processors.isEmpty()) {
      // A thread is born where its parent is, whom another binding may hold.
      restrict(thread == 0 ? new BitSet() : all);
      return;
    }
    if (thread == 0) {
      owner = Thread.currentThread();
    }
    BitSet own = new BitSet();
    own.set(processors.get(thread));
    restrict(own);
  }

  /**
   * Runs, on the calling thread, what starts all threads but the first in code that is not ours:
   * they are born on the processors of these, and stay there.
   */
  public void bindThoseOf(Runnable start) {
    if (!isBound()) {
      start.run();
      return;
    }
    BitSet others = new BitSet();
    processors.stream().skip(1).forEach(others::set);
    restrict(others);
    try {
      start.run();
    } finally {
      restrict(all);
    }
  }

  /** Sets thread 0 free again, which is the caller's and lives on. */
  public void release() {
    if (Thread.currentThread().equals(owner)) {
      restrict(all);
    }
  }

  private static void restrict(BitSet processors) {
    if (!processors.isEmpty()) {
      Cores.restrict(processors);
    }
  }
}
