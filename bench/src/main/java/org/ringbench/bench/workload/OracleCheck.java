package org.ringbench.bench.workload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ringbench.data.Rows;
import org.ringbench.dealer.RowMasks;
import org.ringbench.dealer.Seeds;
import org.ringbench.party.SessionSpec;
import org.ringbench.plain.FixedPointEngine;
import org.ringbench.plain.Rounding;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackends;

/** Holds the first steps of a session against the oracle's, bit for bit. */
final class OracleCheck {
  private static final String REFERENCE = "java";

  private OracleCheck() {}

  /**
   * Compares all outputs of the first steps.
   *
   * @param spec of the session, with its seeds: they give the oracle the dealer's rounding
   * @param measured a session that has run one step
   * @param steps to compare, the one that has run among them
   * @throws WrongAnswerException if an output differs
   */
  static void requireEqual(SessionSpec spec, MeasuredSession measured, int steps) {
    try (FixedPointEngine oracle = oracle(spec)) {
      for (int step = 0; step < steps; step++) {
        oracle.step();
        if (step > 0) {
          measured.step();
        }
        Program program = spec.runs().at(step).program();
        for (String output : program.schedule().outputs().keySet()) {
          if (!Arrays.equals(
              oracle.revealWords(program, output),
              measured.session().revealWords(program, output))) {
            throw new WrongAnswerException(
                "step %d: %s differs from the oracle's".formatted(step, output));
          }
        }
      }
    }
  }

  /** The oracle from a session's start, rounding as its dealer does. */
  private static FixedPointEngine oracle(SessionSpec spec) {
    Seeds seeds = spec.seeds().orElseThrow();
    RingBackend backend = RingBackends.provider(REFERENCE).create();
    Rounding rounding =
        Rounding.dealers(RingBackends.provider(REFERENCE).create(), seeds, masks(spec));
    return new FixedPointEngine(
        backend, spec.fractionBits(), spec.parameters(), spec.data(), spec.runs(), rounding);
  }

  /** The masks of a session's rows. */
  static List<RowMasks> masks(SessionSpec spec) {
    List<RowMasks> masks = new ArrayList<>();
    for (Rows rows : spec.data()) {
      masks.add(new RowMasks(masks.size(), rows.features().shape().cols(), rows.ownership()));
    }
    return masks;
  }
}
