package org.ringbench.party;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringbench.cuda.Emulation;
import org.ringbench.emulator.EmulatedDriver;
import org.ringbench.plan.Setting;

/**
 * Encrypted training on the emulated driver: both parties and the dealer, as on the java backend.
 */
class CudaSessionTest {
  static Stream<Arguments> runs() {
    List<Arguments> runs = new ArrayList<>();
    for (String model : List.of("mlp", "mlp-square", "linreg")) {
      for (Execution execution : Execution.values()) {
        runs.add(Arguments.of(model, Setting.Comparison.RADIX4, execution, Dealing.streamed()));
      }
    }
    runs.add(Arguments.of("mlp", Setting.Comparison.RADIX2, Execution.GRAPH, Dealing.prepared(2)));
    return runs.stream();
  }

  @ParameterizedTest(name = "{0}, {1}, {2}, {3}")
  @MethodSource("runs")
  void equalsTheJavaBackend(
      String model, Setting.Comparison comparison, Execution execution, Dealing dealing) {
    Training training = Training.of(model, Setting.of(16).with(comparison));
    EmulatedDriver driver = Emulation.driver();
    SessionSpec onGpu = training.spec(Emulation.provider(driver)).with(execution);
    assertEqualsJava(training, onGpu, dealing);
    assertTrue(driver.leaks().isEmpty(), () -> driver.leaks().toString());
  }

  /** Three epochs of a training, there and on the java backend. */
  static void assertEqualsJava(Training training, SessionSpec onGpu, Dealing dealing) {
    try (Session java = Session.open(training.spec().with(dealing));
        Session cuda = Session.open(onGpu.with(dealing))) {
      for (int step = 0; step < 3 * training.batches().size(); step++) {
        for (Session session : List.of(java, cuda)) {
          if (dealing.prepared()) {
            session.prepare();
          }
          session.step();
        }
        assertEquals(java.traffic(0), cuda.traffic(0), "step " + step);
      }
      for (String parameter : training.start().keySet()) {
        assertArrayEquals(java.revealWords(parameter), cuda.revealWords(parameter), parameter);
      }
    }
  }
}
