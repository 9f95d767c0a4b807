package org.ringbench.bench.workload;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.ringbench.data.FloatTensor;
import org.ringbench.dealer.Run;
import org.ringbench.dealer.Runs;
import org.ringbench.party.SessionSpec;
import org.ringbench.plan.Lowering;
import org.ringbench.plan.Op;
import org.ringbench.plan.Plan.Node;
import org.ringbench.plan.PlanBuilder;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Cost;
import org.ringbench.protocol.Program;
import org.ringbench.ring.FixedPoint;
import org.ringbench.ring.RingBackendProvider;
import org.ringbench.ring.Shape;

/** max(x, 0) of a shared vector: a comparison and a selection, by both parties and the dealer. */
public final class Relu implements Workload {
  private static final String INPUT = "x";
  private static final String OUTPUT = "y";
  private static final double MAGNITUDE = 256;
  private static final long SEED = 1;

  private final Program program;
  private final MeasuredSession measured;
  private final long[] expected;

  /**
   * Gets everything ready and checks the first answer.
   *
   * @throws org.ringbench.plan.RangeException if the ring cannot hold the values
   * @throws WrongAnswerException if the answer is wrong
   */
  public Relu(int elements, Setting setting, RingBackendProvider backend) {
    program = program(elements, setting);
    FloatTensor x = new FloatTensor(Shape.row(elements));
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < elements; i++) {
      x.values()[i] = (float) random.nextDouble(-MAGNITUDE, MAGNITUDE);
    }
    x.values()[0] = 0; // an edge
    expected = new long[elements];
    for (int i = 0; i < elements; i++) {
      expected[i] =
          Math.max(0, FixedPoint.encode(x.values()[i], setting.fractionBits(), setting.ringBits()));
    }
    SessionSpec spec =
        new SessionSpec(
            backend,
            setting.fractionBits(),
            Map.of(INPUT, x),
            List.of(),
            Runs.cycle(List.of(Run.of(program))));
    measured = new MeasuredSession(spec, Phase.TOTAL, Cost.of(program));
    try {
      measured.step();
      check();
    } catch (RuntimeException e) {
      measured.close();
      throw e;
    }
  }

  /**
   * The protocol on that many elements.
   *
   * @throws org.ringbench.plan.RangeException if the ring cannot hold the values
   */
  public static Program program(int elements, Setting setting) {
    PlanBuilder b = new PlanBuilder("relu of " + elements + " elements");
    Node x = b.input(INPUT, Op.Kind.PARAMETER, Shape.row(elements), MAGNITUDE);
    b.output(OUTPUT, b.select(b.sign(x), x));
    return Program.of(Lowering.lower(b.build(), setting));
  }

  @Override
  public void run() {
    measured.run();
  }

  @Override
  public Tally count() {
    return measured.count(Cost.of(program).bytesSentPerParty());
  }

  @Override
  public void check() {
    int wrong = Arrays.mismatch(expected, measured.session().revealWords(program, OUTPUT));
    if (wrong >= 0) {
      throw new WrongAnswerException("element %d of the ReLU is wrong".formatted(wrong));
    }
  }

  @Override
  public void close() {
    measured.close();
  }
}
