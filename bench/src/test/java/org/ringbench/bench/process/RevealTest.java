package org.ringbench.bench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringbench.data.Batches;
import org.ringbench.data.DataException;
import org.ringbench.data.LinearData;
import org.ringbench.party.ShareFile;

/** Who learns the model, and shares of a model that nobody learns. */
class RevealTest {
  private static final int ROWS = 200;
  private static final int FEATURES = 8;
  private static final int BATCH = 50;
  private static final int EPOCHS = 4;
  private static final String[] SMALL = {
    "--rows=" + ROWS, "--features=" + FEATURES, "--batch-size=" + BATCH
  };
  private static final String[] TRAINING = Trio.with(SMALL, "--epochs=" + EPOCHS);

  /** Weights and velocities have this many bits behind the point. */
  private static final double ONE = 1 << 16;

  @TempDir Path folder;

  private Path out(int worker) {
    return folder.resolve("out" + worker + ".json");
  }

  private JsonNode result(int worker) throws IOException {
    return new ObjectMapper().readTree(out(worker).toFile());
  }

  /** Two workers and the dealer to the end. */
  private Trio train(String... arguments) throws Exception {
    try (Trio trio = new Trio(folder, 3, arguments)) {
      trio.start("linreg", List.of("--out=" + out(0)), List.of("--out=" + out(1)), List.of());
      trio.assertEnds(0, 0, 0);
      return trio;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "none"})
  void onlyWhomItNamesLearnsTheModel(String to) throws Exception {
    Trio trio = train(Trio.with(SMALL, "--epochs=2", "--reveal-to=" + to));
    for (int worker = 0; worker < 2; worker++) {
      boolean learns = to.equals(String.valueOf(worker));
      JsonNode result = result(worker);
      assertEquals(learns, result.has("parameters"));
      assertEquals(learns, result.has("metrics"));
      assertEquals(learns, trio.output(worker).contains("mse "));
      assertTrue(
          trio.output(worker)
              .contains(learns ? "revealed to this worker" : "not revealed to this one"));
      assertFalse(result.has("losses"), "nobody asked for them");
    }
  }

  private double sum(String name, int index) {
    long sum = 0;
    for (int worker = 0; worker < 2; worker++) {
      Path file = folder.resolve("saved/worker" + worker + ".shares");
      sum += ShareFile.read(file).tensors().get(name).words()[index];
    }
    return sum / ONE;
  }

  private FloatRegression inTheClear(int times) {
    var rows = LinearData.generate(1, FEATURES, ROWS, 800).train();
    FloatRegression plain = new FloatRegression(rows, 0.05, 0.9);
    Batches order = Batches.shuffled(ROWS, BATCH, 1);
    for (int epoch = 0; epoch < times * EPOCHS; epoch++) {
      Stream.of(order.epoch(epoch % EPOCHS)).forEach(plain::step);
    }
    return plain;
  }

  /** Trains, saves, and trains as much again from there, velocities and all. */
  @Test
  void savedSharesAreTheModelToGoOnFrom() throws Exception {
    Path saved = folder.resolve("saved");
    train(Trio.with(TRAINING, "--reveal-to=none", "--save-shares=" + saved));
    FloatRegression half = inTheClear(1);
    for (int j = 0; j < FEATURES; j++) {
      assertEquals(half.weight(j), sum("weight", j), 1e-3);
    }
    assertEquals(half.bias(), sum("bias", 0), 1e-3);

    // A rate of almost nothing shows where training starts.
    train(
        Trio.with(
            SMALL, "--epochs=1", "--load-shares=" + saved, "--learning-rate=1e-7", "--momentum=0"));
    for (int j = 0; j < FEATURES; j++) {
      double weight = result(0).get("parameters").get("weight").get(j).asDouble();
      assertEquals(sum("weight", j), weight, 8 / ONE);
    }

    train(Trio.with(TRAINING, "--load-shares=" + saved));
    FloatRegression whole = inTheClear(2);
    boolean moved = false;
    for (int j = 0; j < FEATURES; j++) {
      double weight = result(1).get("parameters").get("weight").get(j).asDouble();
      assertEquals(whole.weight(j), weight, 1e-3);
      moved |= Math.abs(whole.weight(j) - half.weight(j)) > 0.01;
    }
    assertTrue(moved, "the second half of the training changes something");
    bothMustLoadTheirOwn(saved);
  }

  private void bothMustLoadTheirOwn(Path saved) throws Exception {
    try (Trio trio = new Trio(folder, 3, TRAINING)) {
      trio.start("linreg", List.of("--load-shares=" + saved), List.of(), List.of());
      trio.assertEnds(2, 2, 2);
      for (int rank = 0; rank < 3; rank++) {
        String last = trio.last(rank);
        assertTrue(last.matches(".*do not agree: start is shares of run \\w+ at .*"), last);
        assertTrue(last.contains("zero at worker 1"), last);
      }
    }
    Files.copy(
        saved.resolve("worker0.shares"),
        saved.resolve("worker1.shares"),
        StandardCopyOption.REPLACE_EXISTING);
    ProcessOptions options = new ProcessOptions();
    options.rank = "1";
    options.loadShares = saved;
    ProcessSettings settings = new ProcessSettings("linreg", options, Map.of());
    String why = assertThrows(DataException.class, () -> new ModelShares(settings)).getMessage();
    assertTrue(why.endsWith("holds shares of worker 0: expected worker 1's"), why);
  }
}
