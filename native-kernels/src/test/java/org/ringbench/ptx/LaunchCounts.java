package org.ringbench.ptx;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a launch executed.
 *
 * @param warpInstructions instructions issued, each once for a warp
 * @param laneInstructions the same, once for each lane that executed it
 * @param byOpcode issued instructions by opcode without modifiers that do not change the work, such
 *     as {@code mad.lo.u64} or {@code mma.sync}
 * @param globalBytesLoaded bytes that lanes loaded from global and constant memory, {@code
 *     cp.async} and atomics included
 * @param globalBytesStored bytes that lanes stored to global memory, atomics included
 * @param sharedBytes bytes that lanes loaded from or stored to shared memory
 * @param globalSectors distinct 32-byte sectors of each access of a warp to global memory, summed
 * @param touchedSectors distinct 32-byte sectors of global memory of the whole launch; what several
 *     threads of the interpreter touched counts once for each
 * @param sharedConflictCycles cycles that accesses to shared memory take beyond those without bank
 *     conflicts: 32 banks of 4 bytes, a warp's access split into parts of 128 bytes
 */
public record LaunchCounts(
    long warpInstructions,
    long laneInstructions,
    Map<String, Long> byOpcode,
    long globalBytesLoaded,
    long globalBytesStored,
    long sharedBytes,
    long globalSectors,
    long touchedSectors,
    long sharedConflictCycles) {
  /** Takes a copy of the map. */
  public LaunchCounts {
    byOpcode = Map.copyOf(byOpcode);
  }

  /** Nothing executed. */
  public static LaunchCounts none() {
    return new LaunchCounts(0, 0, Map.of(), 0, 0, 0, 0, 0, 0);
  }

  /** These counts and, {@code times} over, what {@code that} has more than {@code less}. */
  public LaunchCounts plusDifference(LaunchCounts that, LaunchCounts less, double times) {
    Map<String, Long> sum = new TreeMap<>(byOpcode);
    Set<String> opcodes = new TreeSet<>(that.byOpcode.keySet());
    opcodes.addAll(less.byOpcode.keySet());
    for (String opcode : opcodes) {
      long more = that.byOpcode.getOrDefault(opcode, 0L);
      long fewer = less.byOpcode.getOrDefault(opcode, 0L);
      sum.put(opcode, along(sum.getOrDefault(opcode, 0L), more, fewer, times));
    }
    return new LaunchCounts(
        along(warpInstructions, that.warpInstructions, less.warpInstructions, times),
        along(laneInstructions, that.laneInstructions, less.laneInstructions, times),
        sum,
        along(globalBytesLoaded, that.globalBytesLoaded, less.globalBytesLoaded, times),
        along(globalBytesStored, that.globalBytesStored, less.globalBytesStored, times),
        along(sharedBytes, that.sharedBytes, less.sharedBytes, times),
        along(globalSectors, that.globalSectors, less.globalSectors, times),
        along(touchedSectors, that.touchedSectors, less.touchedSectors, times),
        along(sharedConflictCycles, that.sharedConflictCycles, less.sharedConflictCycles, times));
  }

  private static long along(long from, long more, long less, double times) {
    return Math.max(0, Math.round(from + (more - less) * times));
  }

  /** The sum of two. */
  public LaunchCounts plus(LaunchCounts that) {
    Map<String, Long> sum = new TreeMap<>(byOpcode);
    that.byOpcode.forEach((opcode, count) -> sum.merge(opcode, count, Long::sum));
    return new LaunchCounts(
        warpInstructions + that.warpInstructions,
        laneInstructions + that.laneInstructions,
        sum,
        globalBytesLoaded + that.globalBytesLoaded,
        globalBytesStored + that.globalBytesStored,
        sharedBytes + that.sharedBytes,
        globalSectors + that.globalSectors,
        touchedSectors + that.touchedSectors,
        sharedConflictCycles + that.sharedConflictCycles);
  }
}
