package org.ringbench.party;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Gives each party's thread a core of its own. Two threads that wait for each other by turns look
 * idle enough to a scheduler to be put on one core, for several milliseconds at a time.
 */
public final class CoreBinding {
  private static final Path TOPOLOGY = Path.of("/sys/devices/system/cpu");

  private final List<Integer> cores; // by thread; empty if none are bound
  private final BitSet all = Cores.ofProcess();
  private Thread owner;

  private CoreBinding(List<Integer> cores) {
    this.cores = cores;
  }

  /** Threads that run where the system likes. */
  static CoreBinding none() {
    return new CoreBinding(List.of());
  }

  /** Two cores of those that the process may use; none where there are fewer. */
  static CoreBinding ofTwo() {
    return new CoreBinding(two(Cores.ofProcess(), TOPOLOGY).orElse(List.of()));
  }

  /** Where the two parties of {@link SessionSpec#onOwnCores} run here, such as {@code 0 and 1}. */
  public static String describe() {
    List<Integer> cores = ofTwo().cores;
    return cores.isEmpty() ? "not bound" : cores.get(0) + " and " + cores.get(1);
  }

  /**
   * The first allowed processor, and the first one that is not the same core's: if possible one
   * that shares its last cache.
   *
   * @param topology as Linux shows it in {@code /sys/devices/system/cpu}
   */
  static Optional<List<Integer>> two(BitSet allowed, Path topology) {
    if (allowed.cardinality() < 2) {
      return Optional.empty();
    }
    int first = allowed.nextSetBit(0);
    BitSet others = (BitSet) allowed.clone();
    others.clear(first);
    others.andNot(list(topology, first, "topology/thread_siblings_list"));
    BitSet near = list(topology, first, "cache/index3/shared_cpu_list");
    near.and(others);
    int second = near.isEmpty() ? others.nextSetBit(0) : near.nextSetBit(0);
    return second < 0 ? Optional.empty() : Optional.of(List.of(first, second));
  }

  /** Such as {@code 0-3,8}; empty if the system does not tell. */
  private static BitSet list(Path topology, int core, String name) {
    BitSet set = new BitSet();
    try {
      String text = Files.readString(topology.resolve("cpu" + core).resolve(name)).strip();
      for (String range : text.split(",", -1)) {
        String[] ends = range.split("-", 2);
        set.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
      }
    } catch (IOException | NumberFormatException _) {
      set.clear();
    }
    return set;
  }

  /** Keeps the calling thread on the core of a thread's number, or sets it free. */
  void bind(int thread) {
    if (cores.isEmpty()) {
      // A thread is born where its parent is, whom another binding may hold.
      restrict(thread == 0 ? new BitSet() : all);
      return;
    }
    if (thread == 0) {
      owner = Thread.currentThread();
    }
    BitSet own = new BitSet();
    own.set(cores.get(thread));
    restrict(own);
  }

  /** Sets thread 0 free again, which is the caller's and lives on. */
  void release() {
    if (Thread.currentThread().equals(owner)) {
      restrict(all);
    }
  }

  private static void restrict(BitSet cores) {
    if (!cores.isEmpty()) {
      Cores.restrict(cores);
    }
  }
}
