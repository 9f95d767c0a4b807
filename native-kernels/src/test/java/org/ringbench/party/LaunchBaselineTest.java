package org.ringbench.party;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringbench.cuda.CudaActivity;
import org.ringbench.cuda.Emulation;
import org.ringbench.data.FloatTensor;
import org.ringbench.data.Rows;
import org.ringbench.emulator.EmulatedDriver;
import org.ringbench.nn.LinearRegression;
import org.ringbench.nn.Mlp;
import org.ringbench.nn.Model;
import org.ringbench.nn.Sgd;
import org.ringbench.plan.Setting;
import org.ringbench.ring.Shape;

/**
 * What both parties and the dealer ask of a GPU in a steady encrypted step, exactly as it was
 * accepted. No GPU is needed to know it; {@link LaunchBaseline} says how a change is accepted.
 */
class LaunchBaselineTest {
  /** The first step opens the rows, and the third is recorded where there is a graph. */
  private static final int STEPS_BEFORE = 4;

  /** The dealer may work for two steps at a time. */
  private static final int STEPS = 2;

  @TempDir Path folder;

  /** Small ones, since a GPU is interpreted here; {@code CudaMnistStepTest} has the real one. */
  @ParameterizedTest
  @CsvSource({
    "mlp 64-32-16-10, 16, GRAPH",
    "mlp 64-32-16-10, 16, THREADS",
    "linreg, 64, GRAPH",
    "linreg, 64, THREADS",
  })
  void aStepAsksOfTheGpuWhatWasAccepted(String model, int batch, Execution execution)
      throws IOException {
    EmulatedDriver driver = Emulation.driver();
    Map<String, Long> counts = counts(training(model, batch), execution, driver);
    String row =
        "trainingStep %s encrypted total fractionBits=16 batchSize=%d%s backend=cuda execution=%s"
            .formatted(
                model,
                batch,
                model.startsWith("mlp") ? " radix4 relu" : "",
                execution == Execution.GRAPH ? "graph" : "threads");
    LaunchBaseline.require(row, counts);
  }

  /**
   * The counts of a steady step, the mean of two, which is also the java backend's, bit for bit.
   */
  private static Map<String, Long> counts(
      Training training, Execution execution, EmulatedDriver driver) {
    SessionSpec onGpu = training.spec(Emulation.provider(driver)).with(execution);
    try (CudaActivity activity = CudaActivity.start();
        Session java = Session.open(training.spec());
        Session cuda = Session.open(onGpu)) {
      for (int step = 0; step < STEPS_BEFORE; step++) {
        java.step();
        cuda.step();
      }
      LaunchBaseline.Reading before = LaunchBaseline.Reading.of(activity, driver);
      for (int step = 0; step < STEPS; step++) {
        java.step();
        cuda.step();
      }
      LaunchBaseline.Reading after = LaunchBaseline.Reading.of(activity, driver);
      for (String parameter : training.start().keySet()) {
        assertArrayEquals(java.revealWords(parameter), cuda.revealWords(parameter), parameter);
      }
      Map<String, Long> counts = new HashMap<>(after.since(before));
      counts.replaceAll(LaunchBaselineTest::each);
      return counts;
    }
  }

  private static long each(String name, long count) {
    assertEquals(0, count % STEPS, name + " of " + STEPS + " steps");
    return count / STEPS;
  }

  private static Training training(String name, int batch) {
    boolean isRegression = name.equals("linreg");
    Model model =
        isRegression ? new LinearRegression(64) : new Mlp(Mlp.Activation.RELU, 64, 32, 16, 10);
    Sgd sgd = isRegression ? new Sgd(0.05, 0.9) : new Sgd(0.02);
    Rows rows = new Rows(values(batch, model.features()), values(batch, model.outputs()));
    return Training.of(model, sgd, Setting.of(16), rows, batch, 5);
  }

  private static FloatTensor values(int rows, int columns) {
    FloatTensor x = new FloatTensor(new Shape(rows, columns));
    for (int i = 0; i < x.values().length; i++) {
      x.values()[i] = (i * 37 % 101) / 40f - 0.42f;
    }
    return x;
  }

  @Test
  void anyOtherCountDiffersUntilItIsAcceptedWithAReason() throws IOException {
    Path file = Files.copy(LaunchBaseline.FILE, folder.resolve("baseline.json"));
    Map<String, Long> counts = Map.of("launches", 7L);
    assertEquals(
        List.of("a new row: launches null -> 7"),
        LaunchBaseline.read(file).differences("a new row", counts));
    assertThrows(
        IllegalArgumentException.class,
        () -> LaunchBaseline.read(file).accept("a new row", counts, " ", Instant.EPOCH));
    LaunchBaseline.read(file).accept("a new row", counts, "because", Instant.EPOCH);
    assertEquals(List.of(), LaunchBaseline.read(file).differences("a new row", counts));
    assertEquals(
        List.of("a new row: launches 7 -> 8", "a new row: uploads null -> 1"),
        LaunchBaseline.read(file).differences("a new row", Map.of("launches", 8L, "uploads", 1L)));
    assertTrue(Files.readString(file).contains("\"reason\" : \"because\""));
  }
}
