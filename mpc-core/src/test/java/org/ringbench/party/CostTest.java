package org.ringbench.party;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringbench.net.Traffic;
import org.ringbench.nn.LinearRegression;
import org.ringbench.nn.Mlp;
import org.ringbench.nn.Sgd;
import org.ringbench.plan.Lowering;
import org.ringbench.plan.Plan;
import org.ringbench.plan.Schedule.Step;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Cost;
import org.ringbench.protocol.Program;
import org.ringbench.ring.MatmulTerm;
import org.ringbench.ring.RingBackendProvider;
import org.ringbench.ring.RingTensor;

/** What the cost reader predicts is what a run does, exactly. */
class CostTest {

  static Stream<Arguments> settings() {
    return Stream.of("mlp", "mlp-square", "linreg")
        .flatMap(
            model ->
                Stream.of(Setting.Comparison.values())
                    .flatMap(
                        comparison ->
                            Stream.of(8, 24)
                                .map(f -> Arguments.of(model, Setting.of(f).with(comparison)))));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void predictedIsMeasured(String model, Setting setting) {
    Training training = Training.of(model, setting);
    AtomicLong multiplyAdds = new AtomicLong();
    Dealing oneByOne = Dealing.prepared(1);
    try (Session session = Session.open(training.spec(counting(multiplyAdds)).with(oneByOne))) {
      long expected = 0;
      for (int step = 0; step < 2 * training.batches().size(); step++) {
        var run = training.batches().get(step % training.batches().size());
        Cost cost = Cost.of(run.program());
        Traffic[] before = {session.traffic(0), session.traffic(1)};
        long dealtBefore = session.dealerBytes();
        session.prepare();
        session.step();
        boolean firstEpoch = step < training.batches().size();
        for (int party = 0; party < 2; party++) {
          Traffic traffic = session.traffic(party).since(before[party]);
          long newRows = firstEpoch ? owned(training, run.rows(), party) : 0;
          assertEquals(cost.rounds(), traffic.rounds());
          assertEquals(
              cost.bytesSentPerParty() + newRows * cost.bytesPerNewRow(), traffic.bytesSent());
        }
        assertEquals(cost.dealerBytes(), session.dealerBytes() - dealtBefore);
        expected += 2 * cost.partyMultiplyAdds() + cost.dealerMultiplyAdds();
      }
      assertEquals(expected, multiplyAdds.get()); // the dealer works for two steps at a time
    }
  }

  /** Counted on the schedule, of which each kind of step consumes its own. */
  @ParameterizedTest
  @MethodSource("settings")
  void correlationsAreThoseOfTheSteps(String model, Setting setting) {
    Program program = Training.of(model, setting).batches().getFirst().program();
    long expected = 0;
    for (Step step : program.schedule().steps()) {
      expected +=
          switch (step) {
            case Step.Truncate t -> t.out().shape().size();
            case Step.Compare c -> c.of().out().shape().size();
            case Step.OpenBit b -> b.of().of().out().shape().size();
            case Step.Select s -> s.out().shape().size();
            case Step.Open _, Step.Linear _ -> 0;
          };
    }
    assertEquals(expected, Cost.of(program).correlations());
    assertTrue(expected > 0);
  }

  /** Allocated once, by whoever needs it: no step after the first ones takes more. */
  @Test
  void theRingsMemoryIsThatOfTheFirstSteps() {
    Training training = Training.of("mlp", Setting.of(16));
    try (Session session = Session.open(training.spec())) {
      // The dealer has places for three messages of each of the two batch sizes.
      for (int step = 0; step < 4 * training.batches().size(); step++) {
        session.step();
      }
      long bytes = session.tensorBytes().orElseThrow();
      for (int step = 0; step < 2 * training.batches().size(); step++) {
        session.step();
      }
      assertEquals(bytes, session.tensorBytes().orElseThrow());
      Cost cost = Cost.of(training.batches().getFirst().program());
      assertTrue(bytes > 2 * cost.correlationBytes(), "each party holds a step's randomness");
    }
  }

  private static long owned(Training training, int[] rows, int party) {
    long count = 0;
    for (int row : rows) {
      count += training.rows().ownership().owner(row) == party ? 1 : 0;
    }
    return count;
  }

  /** The java backend, with the multiply-adds of its products counted. */
  private static RingBackendProvider counting(AtomicLong multiplyAdds) {
    return Tampering.of(
        (method, arguments) -> {
          if (method.equals("matmul")) {
            for (MatmulTerm t : (MatmulTerm[]) arguments[1]) {
              multiplyAdds.addAndGet((long) t.m() * t.k() * t.n());
            }
          } else if (method.equals("hadamard")) {
            multiplyAdds.addAndGet(((RingTensor) arguments[1]).size());
          }
          return arguments;
        });
  }

  private static Cost cost(Plan plan, Setting setting) {
    return Cost.of(Program.of(Lowering.lower(plan, setting)));
  }

  /** The figures that the project promises for PySyft's network at batch 64. */
  @Test
  void theMnistStepKeepsItsBudget() {
    Plan plan = Mlp.mnist(Mlp.Activation.RELU).training(64, new Sgd(0.02));
    Cost radix4 = cost(plan, Setting.of(16));
    assertEquals(18, radix4.rounds());
    assertEquals(2_204_240, radix4.bytesSentPerParty());
    assertEquals(784 * 8, radix4.bytesPerNewRow());
    // Forward, the weights' gradients and the activations', but not the inputs'; twice at a party.
    long layers = 64L * (784 * 128 + 128 * 64 + 64 * 10);
    assertEquals(2 * (3 * layers - 64L * 784 * 128), radix4.partyMultiplyAdds());
    Cost radix2 = cost(plan, Setting.of(16).with(Setting.Comparison.RADIX2));
    assertEquals(18 + 2 * 4, radix2.rounds());
  }

  @Test
  void theRegressionStepTakesFourRounds() {
    Plan plan = new LinearRegression(64).training(512, new Sgd(0.05, 0.9));
    assertEquals(4, cost(plan, Setting.of(16)).rounds());
  }
}
