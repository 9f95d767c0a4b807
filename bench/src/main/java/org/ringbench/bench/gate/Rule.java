package org.ringbench.bench.gate;

/**
 * When a row fails, and when it passes. A row fails if the lower bound of its slowdown exceeds 3%,
 * and an absolute floor. It passes only if the upper bound excludes the slowdown that must be
 * caught, 10%: not to have seen a slowdown is no pass where the noise would have hidden it. Between
 * the two it is undecided. So a pass is wrong about a slowdown of 10% in about 2.5% of the cases
 * whatever the noise, and noise costs answers, not truth.
 */
final class Rule {
  /** What is tolerated, as the logarithm of 1 + 3%. */
  static final double TOLERATED = Math.log1p(0.03);

  /** What must be caught, as the logarithm of 1 + 10%. */
  static final double MUST_BE_CAUGHT = Math.log1p(0.10);

  /** Pairs are added until a slowdown of 10% would be noticed with this probability. */
  static final double WANTED_POWER = 0.95;

  /**
   * A slowdown of less than this many milliseconds an operation is none: one hand-over between two
   * threads takes as long.
   */
  static final double FLOOR_MILLISECONDS = 0.005;

  /** Forks that differ by more than this follow no law that the simulation has tried. */
  static final double SPREAD_CEILING = 0.12;

  private Rule() {}

  /**
   * The verdict of a row.
   *
   * @param baseMilliseconds an operation of the base version, for the floor
   */
  static Verdict judge(Pairs pairs, double baseMilliseconds) {
    if (pairs.count() < Pairs.LEAST || pairs.forkSpread() > SPREAD_CEILING) {
      return Verdict.UNDECIDED;
    }
    if (pairs.lower() > TOLERATED && isOverFloor(pairs.mean(), baseMilliseconds)) {
      return Verdict.SLOWER;
    }
    if (pairs.upper() >= MUST_BE_CAUGHT && isOverFloor(pairs.upper(), baseMilliseconds)) {
      return Verdict.UNDECIDED;
    }
    return pairs.upper() < -TOLERATED ? Verdict.FASTER : Verdict.SAME;
  }

  /**
   * The verdict of an encrypted / plaintext ratio. It also grows when the plaintext becomes faster,
   * which is no fault: it fails only if the encrypted side itself became slower.
   *
   * @param ratio pairs of the ratio
   * @param encrypted pairs of its numerator
   * @param baseMilliseconds of the numerator
   */
  static Verdict judgeRatio(Pairs ratio, Pairs encrypted, double baseMilliseconds) {
    Verdict verdict = judge(ratio, baseMilliseconds);
    return verdict == Verdict.SLOWER && encrypted.lower() <= 0 ? Verdict.SAME : verdict;
  }

  /** The pairs that a row with this spread needs. */
  static int pairsNeeded(Pairs measured, int most) {
    return Power.pairs(
        WANTED_POWER, measured.count(), most, measured.deviation(), MUST_BE_CAUGHT, TOLERATED);
  }

  /** The probability with which these pairs notice a slowdown of 10%. */
  static double power(Pairs pairs) {
    return pairs.count() < Pairs.LEAST
        ? 0
        : Power.of(pairs.count(), pairs.deviation(), MUST_BE_CAUGHT, TOLERATED);
  }

  private static boolean isOverFloor(double worsening, double baseMilliseconds) {
    return baseMilliseconds * Math.expm1(worsening) >= FLOOR_MILLISECONDS;
  }
}
