package org.ringbench.bench.workload;

import java.util.Arrays;
import java.util.Map;
import org.ringbench.data.FloatTensor;
import org.ringbench.plan.Lowering;
import org.ringbench.plan.Op;
import org.ringbench.plan.Plan.Node;
import org.ringbench.plan.PlanBuilder;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackendProvider;
import org.ringbench.ring.Shape;

/** max(x, 0) of a shared vector: a comparison and a selection, by both parties and the dealer. */
public final class Relu {
  private static final String OUTPUT = "y";

  private Relu() {}

  /**
   * Gets everything ready and checks the first answer.
   *
   * @throws org.ringbench.plan.RangeException if the ring cannot hold the values
   * @throws WrongAnswerException if the answer is wrong
   */
  public static Workload open(
      int elements, Setting setting, RingBackendProvider backend, Phase phase) {
    Program program = program(elements, setting);
    FloatTensor x = SignedVector.of(elements);
    long[] expected = SignedVector.words(x, setting);
    Arrays.setAll(expected, i -> Math.max(0, expected[i]));
    return new EncryptedKernel(
        program,
        Map.of(SignedVector.NAME, x),
        backend,
        phase,
        session -> {
          int wrong = Arrays.mismatch(expected, session.revealWords(program, OUTPUT));
          if (wrong >= 0) {
            throw new WrongAnswerException("element %d of the ReLU is wrong".formatted(wrong));
          }
        });
  }

  /**
   * The protocol on that many elements.
   *
   * @throws org.ringbench.plan.RangeException if the ring cannot hold the values
   */
  public static Program program(int elements, Setting setting) {
    PlanBuilder b = new PlanBuilder("relu of " + elements + " elements");
    Node x =
        b.input(SignedVector.NAME, Op.Kind.PARAMETER, Shape.row(elements), SignedVector.MAGNITUDE);
    b.output(OUTPUT, b.select(b.sign(x), x));
    return Program.of(Lowering.lower(b.build(), setting));
  }
}
