package org.ringbench.ptx;

import java.util.Map;
import java.util.TreeMap;

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
    long sharedConflictCycles) {
  /** Takes a copy of the map. */
  public LaunchCounts {
    byOpcode = Map.copyOf(byOpcode);
  }

  /** Nothing executed. */
  public static LaunchCounts none() {
    return new LaunchCounts(0, 0, Map.of(), 0, 0, 0, 0, 0);
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
        sharedConflictCycles + that.sharedConflictCycles);
  }
}
