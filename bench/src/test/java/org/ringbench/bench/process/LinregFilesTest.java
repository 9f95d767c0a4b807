package org.ringbench.bench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringbench.data.Batches;
import org.ringbench.data.Dataset;
import org.ringbench.data.FloatTensor;
import org.ringbench.data.LinearData;

/** Each worker brings a file of its own, in units that the plan's bounds do not cover. */
class LinregFilesTest {
  private static final int FEATURES = 5;
  private static final int OWN0 = 130;
  private static final int OWN1 = 110;
  private static final int EPOCHS = 30;
  private static final int BATCH = 64; // the last one of an epoch is smaller
  private static final String[] SETTINGS = {"--epochs=" + EPOCHS, "--batch-size=" + BATCH};

  @TempDir Path folder;

  /** Rows whose columns have means and deviations of their own, other ones at each worker. */
  private static Dataset rows() {
    Dataset rows = LinearData.generate(3, FEATURES, OWN0 + OWN1, 1).train();
    float[] x = rows.features().values();
    float[] y = rows.labels().values();
    for (int r = 0; r < rows.size(); r++) {
      int shift = r < OWN0 ? 50 : 90;
      for (int j = 0; j < FEATURES; j++) {
        x[r * FEATURES + j] = x[r * FEATURES + j] * (20 * j + 3) + shift * j - 40;
      }
      y[r] = y[r] * 250 + 10_000;
    }
    return rows;
  }

  private Path csv(Dataset rows) throws IOException {
    StringBuilder text = new StringBuilder("price");
    for (int j = 0; j < FEATURES; j++) {
      text.append(",x").append(j);
    }
    for (int r = 0; r < rows.size(); r++) {
      text.append('\n').append(rows.labels().get(r, 0));
      for (int j = 0; j < FEATURES; j++) {
        text.append(',').append(rows.features().get(r, j));
      }
    }
    return Files.writeString(folder.resolve("own.csv"), text.append('\n'));
  }

  /** As NumPy writes float64, the label in the last column. */
  private Path npy(Dataset rows) throws IOException {
    String header =
        "{'descr': '<f8', 'fortran_order': False, 'shape': (%d, %d), }\n"
            .formatted(rows.size(), FEATURES + 1);
    ByteBuffer out =
        ByteBuffer.allocate(10 + header.length() + rows.size() * (FEATURES + 1) * Double.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    out.put((byte) 1).put((byte) 0).putShort((short) header.length());
    out.put(header.getBytes(StandardCharsets.US_ASCII));
    for (int r = 0; r < rows.size(); r++) {
      for (int j = 0; j < FEATURES; j++) {
        out.putDouble(rows.features().get(r, j));
      }
      out.putDouble(rows.labels().get(r, 0));
    }
    return Files.write(folder.resolve("own.npy"), out.array());
  }

  /** Mean 0 and deviation 1 of every column over the rows from {@code from}, in two passes. */
  private static void normalise(FloatTensor all, int from, int count) {
    int cols = all.shape().cols();
    for (int c = 0; c < cols; c++) {
      double mean = 0;
      for (int r = from; r < from + count; r++) {
        mean += all.get(r, c) / (double) count;
      }
      double variance = 0;
      for (int r = from; r < from + count; r++) {
        variance += Math.pow(all.get(r, c) - mean, 2) / count;
      }
      for (int r = from; r < from + count; r++) {
        all.values()[r * cols + c] = (float) ((all.get(r, c) - mean) / Math.sqrt(variance));
      }
    }
  }

  private static FloatRegression inTheClear(String how) {
    Dataset rows = rows();
    int[][] parts =
        how.equals("joint")
            ? new int[][] {{0, OWN0 + OWN1}}
            : new int[][] {{0, OWN0}, {OWN0, OWN1}};
    for (int[] part : parts) {
      normalise(rows.features(), part[0], part[1]);
      normalise(rows.labels(), part[0], part[1]);
    }
    FloatRegression plain = new FloatRegression(rows, 0.05, 0.9);
    Batches order = Batches.shuffled(OWN0 + OWN1, BATCH, 1);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      List.of(order.epoch(epoch)).forEach(plain::step);
    }
    return plain;
  }

  @ParameterizedTest
  @ValueSource(strings = {"joint", "own"})
  void reachesTheWeightsOfTrainingInTheClear(String how) throws Exception {
    Dataset rows = rows();
    Path csv = csv(rows.head(OWN0));
    Path npy = npy(rows.rows(OWN0, OWN1));
    List<Path> out = List.of(folder.resolve("out0.json"), folder.resolve("out1.json"));
    try (Trio trio = new Trio(folder, 3, Trio.with(SETTINGS, "--log-level=debug"))) {
      String normalise = "--normalise=" + how;
      trio.start(
          "linreg",
          List.of(normalise, "--out=" + out.get(0), "--data=" + csv, "--target=price"),
          List.of(normalise, "--out=" + out.get(1), "--data=" + npy),
          List.of());
      trio.assertEnds(0, 0, 0);
    }
    FloatRegression expected = inTheClear(how);
    for (Path file : out) {
      JsonNode result = new ObjectMapper().readTree(file.toFile());
      JsonNode weights = result.get("parameters").get("weight");
      assertEquals(FEATURES, weights.size());
      for (int j = 0; j < FEATURES; j++) {
        assertEquals(expected.weight(j), weights.get(j).asDouble(), 1e-3);
      }
      double bias = result.get("parameters").get("bias").get(0).asDouble();
      assertEquals(expected.bias(), bias, 1e-3);
      assertTrue(Math.abs(expected.weight(0)) > 0.05, "there is something to learn");
      // In the label's units, of which the noise has about 0.1 x 250.
      double error = result.get("metrics").get("mae").asDouble();
      assertTrue(how.equals("own") || (error > 5 && error < 50), () -> "mae " + error);
    }
  }

  /** In a private run nobody would see the ring overflow: numbers too large are refused. */
  @Test
  void refusesRowsBeyondTheBounds() throws Exception {
    Path csv = csv(rows().head(OWN0));
    Path npy = npy(rows().rows(OWN0, OWN1));
    try (Trio trio = new Trio(folder, 3, SETTINGS)) {
      List<String> own0 = List.of("--data=" + csv, "--target=price");
      trio.start("linreg", own0, List.of("--data=" + npy), List.of());
      assertEquals(2, trio.status(0), () -> trio.output(0));
      String last = trio.last(0);
      assertTrue(last.matches(".*own.csv: the feature in row \\d+, column \\d+ is beyond.*"), last);
      assertTrue(last.endsWith("see --normalise"), last);
    }
  }
}
