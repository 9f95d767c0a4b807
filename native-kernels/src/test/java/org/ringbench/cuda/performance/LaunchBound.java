package org.ringbench.cuda.performance;

import java.util.EnumMap;
import java.util.Map;
import org.ringbench.ptx.LaunchCounts;

/**
 * The least time that each resource of a GPU needs for a launch: no latency, no tail, every
 * multiprocessor that has a block equally busy. A launch with fewer blocks than multiprocessors
 * leaves the others idle, and that is counted.
 *
 * @param micros by resource
 */
record LaunchBound(Map<Resource, Double> micros) {
  /** What a launch can wait for. */
  enum Resource {
    ISSUE("issue"),
    ALU("int32 ALU"),
    MULTIPLY("IMAD"),
    SPECIAL("special functions"),
    LOAD_STORE("load/store issue"),
    SHARED("shared memory"),
    TENSOR("tensor cores"),
    L2("L2 bytes"),
    HBM("HBM bytes");

    private final String title;

    Resource(String title) {
      this.title = title;
    }

    @Override
    public String toString() {
      return title;
    }
  }

  private static final int LANES = 32;
  private static final int SECTOR = 32;

  /** Instructions of warps a clock and multiprocessor: one from each of four schedulers. */
  private static final int ISSUES = 4;

  /**
   * Lanes a clock of each integer unit: the table "Throughput of Native Arithmetic Instructions".
   */
  private static final double INTEGER_LANES = 64;

  private static final double SPECIAL_LANES = 16;
  private static final double LOAD_STORE_LANES = 32;

  /** Bytes a clock of shared memory: 32 banks of 4 bytes. */
  private static final double SHARED_BYTES = 128;

  /** Bytes a clock that one multiprocessor takes from the L2 cache. */
  private static final double L2_BYTES_PER_MULTIPROCESSOR = 64;

  private static final double MULTIPLY_ADDS_OF_MMA = 16 * 8 * 32;

  LaunchBound {
    micros = Map.copyOf(micros);
  }

  /** The bound of a launch with so many blocks. */
  static LaunchBound of(LaunchCounts counts, long blocks, GpuRates gpu) {
    MachineWork work = MachineWork.of(counts);
    double busy = Math.min(blocks, gpu.multiprocessors());
    double integer = INTEGER_LANES / LANES;
    // What both units take fills up the less busy one.
    double both = (work.alu() + work.multiply() + work.either()) / (2 * integer);
    boolean multiplies = work.multiply() > work.alu();
    double alu = Math.max(work.alu() / integer, multiplies ? 0 : both);
    double multiply = Math.max(work.multiply() / integer, multiplies ? both : 0);
    double bytes = (double) counts.globalSectors() * SECTOR;
    double l2 = Math.min(gpu.l2BytesPerClock(), busy * L2_BYTES_PER_MULTIPROCESSOR);
    Map<Resource, Double> micros = new EnumMap<>(Resource.class);
    micros.put(Resource.ISSUE, gpu.micros(work.issued() / ISSUES / busy));
    micros.put(Resource.ALU, gpu.micros(alu / busy));
    micros.put(Resource.MULTIPLY, gpu.micros(multiply / busy));
    micros.put(Resource.SPECIAL, gpu.micros(work.special() * LANES / SPECIAL_LANES / busy));
    micros.put(Resource.LOAD_STORE, gpu.micros(work.memory() * LANES / LOAD_STORE_LANES / busy));
    micros.put(
        Resource.SHARED,
        gpu.micros((counts.sharedBytes() / SHARED_BYTES + counts.sharedConflictCycles()) / busy));
    micros.put(
        Resource.TENSOR,
        gpu.micros(work.matrix() * MULTIPLY_ADDS_OF_MMA / gpu.int8PerClock() / busy));
    micros.put(Resource.L2, gpu.micros(bytes / l2));
    micros.put(
        Resource.HBM, counts.touchedSectors() * (double) SECTOR / gpu.hbmBytesPerSecond() * 1e6);
    return new LaunchBound(micros);
  }

  /** The bound of several launches one after the other, resource by resource. */
  LaunchBound plus(LaunchBound that) {
    Map<Resource, Double> sum = new EnumMap<>(micros);
    that.micros.forEach((resource, time) -> sum.merge(resource, time, Double::sum));
    return new LaunchBound(sum);
  }

  /** The resource that takes longest. */
  Resource limit() {
    Resource longest = Resource.ISSUE;
    for (Resource resource : Resource.values()) {
      if (micros.get(resource) > micros.get(longest)) {
        longest = resource;
      }
    }
    return longest;
  }

  /** What that resource takes: the bound, in microseconds. */
  double bound() {
    return micros.get(limit());
  }
}
