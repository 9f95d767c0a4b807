package org.ringbench.plan;

import org.ringbench.ring.ComparisonLayout;

/**
 * How a plan becomes fixed-point arithmetic on the ring.
 *
 * @param ringBits bits of the ring: 64, or fewer for exhaustive tests
 * @param fractionBits bits after the binary point of a value, f
 * @param comparison how the sign is found
 * @param truncation how products are brought back to f fractional bits
 */
public record Setting(
    int ringBits, int fractionBits, Comparison comparison, Truncation truncation) {

  /** The tree of the less-than. */
  public enum Comparison {
    /** Chunks of 4 bits and a radix-4 tree: 2 rounds. */
    RADIX4(4, 4),
    /** Single bits and a radix-2 tree: 6 rounds. */
    RADIX2(1, 2);

    private final int chunkBits;
    private final int radix;

    Comparison(int chunkBits, int radix) {
      this.chunkBits = chunkBits;
      this.radix = radix;
    }

    /** The planes and the tree on a ring of that many bits. */
    public ComparisonLayout layout(int ringBits) {
      return new ComparisonLayout(ringBits, chunkBits, radix);
    }
  }

  /** The truncation protocol. */
  public enum Truncation {
    /** One opening with one bit of slack: stochastic rounding, never a wrap. */
    STOCHASTIC,
    /**
     * SecureML's local shift (Mohassel and Zhang 2017, section 4.1): no opening, but a value x
     * fails with probability |x| 2^(2f - 64). Kept because peers use it.
     */
    SECUREML_LOCAL
  }

  /** Refuses fraction bits that no ring of that size can hold. */
  public Setting {
    if (ringBits < 4 || ringBits > 64) {
      throw new IllegalArgumentException("ring of " + ringBits + " bits: expected 4 to 64");
    }
    int most = ringBits - 3;
    if (fractionBits < 1 || fractionBits > most) {
      throw new RangeException(
          "%d fraction bits: expected 1 to %d on a ring of %d bits, and the plan's products must fit too"
              .formatted(fractionBits, most, ringBits));
    }
  }

  /** The default protocols on the 64-bit ring. */
  public static Setting of(int fractionBits) {
    return new Setting(64, fractionBits, Comparison.RADIX4, Truncation.STOCHASTIC);
  }

  /** This setting with another comparison. */
  public Setting with(Comparison other) {
    return new Setting(ringBits, fractionBits, other, truncation);
  }

  /** This setting with another truncation. */
  public Setting with(Truncation other) {
    return new Setting(ringBits, fractionBits, comparison, other);
  }

  /** This setting with other fraction bits. */
  public Setting withFractionBits(int bits) {
    return new Setting(ringBits, bits, comparison, truncation);
  }
}
