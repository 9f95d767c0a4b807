package org.ringbench.cuda.performance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringbench.cuda.Emulation;

/** The committed document. */
class PerformanceDocumentTest {
  private static final Path PATH = Path.of("../docs/gpu-performance.md");

  /** The most that a party may launch in a step of the perceptron. */
  private static final int MOST_LAUNCHES = 80;

  private static List<String> lines() throws IOException {
    return Files.readAllLines(PATH, StandardCharsets.UTF_8);
  }

  /** The cells of all rows that start like this. */
  private static List<String[]> rows(String... first) throws IOException {
    String start = "| " + String.join(" | ", first) + " |";
    List<String[]> rows = new ArrayList<>();
    for (String line : lines()) {
      if (line.startsWith(start)) {
        rows.add(line.substring(2).split(" \\| ?", -1));
      }
    }
    return rows;
  }

  private static double number(String cell) {
    return Double.parseDouble(cell.replace(",", ""));
  }

  @ParameterizedTest
  @MethodSource("org.ringbench.cuda.Emulation#modules")
  void hasARowForEveryKernel(String module) throws IOException {
    String ptx = new String(Emulation.ptx(module), StandardCharsets.UTF_8);
    Matcher entries = Pattern.compile("\\.entry\\s+(\\w+)").matcher(ptx);
    int count = 0;
    while (entries.find()) {
      assertTrue(!rows("`" + entries.group(1) + "`").isEmpty(), () -> "no " + entries.group(1));
      count++;
    }
    assertTrue(count > 0);
  }

  @Test
  void predictsTensorCoresAtThreeTimesTheWords() throws IOException {
    for (GpuRates gpu : List.of(GpuRates.A100, GpuRates.H100)) {
      String[] row = rows(gpu.name(), "4096^3").getFirst();
      assertEquals(number(row[2]) / number(row[4]), number(row[6]), 0.03, String.join(" ", row));
      if (gpu.equals(GpuRates.H100)) {
        assertTrue(number(row[6]) >= 3, () -> String.join(" ", row));
      }
    }
  }

  @Test
  void statesLaunchesAndSums() throws IOException {
    for (GpuRates gpu : List.of(GpuRates.A100, GpuRates.H100)) {
      for (String step : List.of("MLP, batch 64", "MLP, batch 512", "MLP, batch 4,096")) {
        String[] row = rows(gpu.name(), step).getFirst();
        String[] launches = row[2].split(" / ", -1);
        int nodes = Integer.parseInt(row[3]);
        for (int i = 0; i < 3; i++) {
          int count = Integer.parseInt(launches[i]);
          nodes += count;
          assertTrue(i == 2 || count <= MOST_LAUNCHES, () -> String.join(" ", row));
        }
        double sum = number(row[7]);
        double off = 0.01 * sum + 1; // three digits, all of them rounded
        assertEquals(sum, number(row[4]) + number(row[5]) + number(row[6]), off);
        assertEquals(number(row[8]), sum + PerformanceDocument.STREAM_LAUNCH * nodes, off + 5);
        assertEquals(number(row[9]), sum + PerformanceDocument.GRAPH_NODE * nodes, off + 5);
        assertTrue(number(row[10]) <= sum + off, "a path in the step");
      }
    }
  }

  @Test
  void roundsToThreeDigits() {
    assertEquals("1,230,000", Markdown.number(1_234_567));
    assertEquals("12.3", Markdown.number(12.34));
    assertEquals("0.0123", Markdown.number(0.012_34));
    assertEquals("100", Markdown.number(99.96));
    assertEquals("0", Markdown.number(0));
  }

  @Test
  void statesTheRatesInUse() throws IOException {
    PerformanceDocument rates = new PerformanceDocument();
    rates.writeRates();
    String text = String.join("\n", lines());
    assertTrue(text.contains(rates.toString()), () -> "expected" + rates);
  }

  @Test
  void holdsTheMarkers() throws IOException {
    List<String> lines = lines();
    assertEquals(1, lines.stream().filter(l -> l.startsWith(PerformanceDocument.BEGIN)).count());
    assertEquals(1, lines.stream().filter(PerformanceDocument.END::equals).count());
  }
}
