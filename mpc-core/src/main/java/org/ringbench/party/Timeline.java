package org.ringbench.party;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * How party 0 has spent the time of a traced session's steps: every moment belongs to one part, so
 * that the parts sum to the whole.
 *
 * @param nanos of each part so far
 */
public record Timeline(Map<Part, Long> nanos) {
  /** What party 0 does. Kernels count for the protocol that asks for them, but for the products. */
  public enum Part {
    /** Matrix and elementwise products of opened values, which truncations ask for. */
    GEMM,
    /** The rest of the truncations. */
    TRUNCATION,
    /** Comparisons. */
    COMPARISON,
    /** Selections, and the opening of their bits. */
    SELECTION,
    /** Moving messages: to and from the link, over it, and combining both parties' words. */
    COMMUNICATION,
    /** Waiting for the other party, and for the network between the two. */
    WAITING,
    /** Masks, sums, rows of data and going from step to step. */
    OTHER,
    /**
     * Expanding party 0's seed: in {@link Session#prepare}, or in a step with a streamed dealer.
     */
    EXPANSION,
    /** What the dealer and party 1 take beyond that, at the same times. */
    DEALER;

    /** The name in results: the constant's in lower case. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Parts that are not in the map have no time. */
  public Timeline {
    EnumMap<Part, Long> all = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      all.put(part, nanos.getOrDefault(part, 0L));
    }
    nanos = Collections.unmodifiableMap(all);
  }

  /** The time of a part, in ns. */
  public long nanos(Part part) {
    return nanos.get(part);
  }

  /** All parts together, in ns. */
  public long total() {
    return nanos.values().stream().mapToLong(Long::longValue).sum();
  }

  /** What has come since an earlier reading of the same session. */
  public Timeline since(Timeline before) {
    EnumMap<Part, Long> later = new EnumMap<>(nanos);
    later.replaceAll((part, time) -> time - before.nanos(part));
    return new Timeline(later);
  }
}
