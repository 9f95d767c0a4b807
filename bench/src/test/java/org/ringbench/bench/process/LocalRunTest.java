package org.ringbench.bench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.bench.cli.RingBench;

/** All three processes from one command, as a user starts them for a demonstration. */
class LocalRunTest {
  private static final String NUMBER = "-?[\\d.]+(?:e[-+]?\\d+)?";
  private static final List<List<String>> NONE = List.of(List.of(), List.of(), List.of());

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String task, List<String> common, List<List<String>> own) {
    return new LocalRun(RingBench.class.getName(), new PrintWriter(out), new PrintWriter(err))
        .run(task, common, own, null);
  }

  private static void assertLine(String text, String line) {
    String spaces = line.replace(" ", "\\s+").replace("#", NUMBER);
    assertTrue(Pattern.compile("(?m)^\\s*" + spaces + "$").matcher(text).find(), line + text);
  }

  @Test
  void printsTheTableOfTheComparison() throws Exception {
    List<Path> results = List.of(folder.resolve("r0.json"), folder.resolve("r1.json"));
    int status =
        run(
            "linreg-compare",
            List.of(
                "--rows=200",
                "--features=8",
                "--batch-size=50",
                "--epochs=5",
                "--repetitions=3",
                "--reveal-for-comparison"),
            List.of(
                List.of("--out=" + results.get(0)), List.of("--out=" + results.get(1)), List.of()));
    assertEquals(0, status, err::toString);
    String table = out.toString();
    assertLine(table, "linear regression, .* 200 rows, 20 steps, 3 repetitions");
    assertLine(table, "plaintext float64 encrypted");
    for (String measure : List.of("mse", "mae", "r2", "bias", "seconds")) {
      assertLine(table, measure + " # #");
    }
    assertLine(table, "slowdown 1 # \\(95%: # to #\\)");
    assertLine(table, "largest weight difference #");
    assertLine(table, "mean weight difference #");
    assertLine(
        table,
        ".*the same start and order of batches; each worker was shown the other's"
            + " rows \\(--reveal-for-comparison at both\\)");
    for (int worker = 0; worker < 2; worker++) {
      assertTrue(
          err.toString()
              .contains(
                  "[worker %d] ringbench: warning: --reveal-for-comparison".formatted(worker)),
          err::toString);
    }
    List<String> models = new ArrayList<>();
    for (Path file : results) {
      JsonNode result = new ObjectMapper().readTree(file.toFile());
      JsonNode plain = result.get("plaintext");
      JsonNode encrypted = result.get("encrypted");
      assertTrue(result.get("largestWeightDifference").asDouble() < 1e-3);
      double mean = result.get("meanWeightDifference").asDouble();
      assertTrue(mean > 0 && mean <= result.get("largestWeightDifference").asDouble());
      for (String measure : List.of("mse", "mae", "r2", "bias")) {
        double expected = plain.get(measure).asDouble();
        assertEquals(expected, encrypted.get(measure).asDouble(), 2e-3, measure);
      }
      assertTrue(plain.get("r2").asDouble() > 0.5 && plain.get("r2").asDouble() < 1);
      assertEquals(3, encrypted.get("allSeconds").size());
      JsonNode slowdown = result.get("slowdown");
      double median = slowdown.get("median").asDouble();
      assertTrue(slowdown.get("low").asDouble() <= median);
      assertTrue(slowdown.get("high").asDouble() >= median);
      models.add(plain.get("mse") + " " + encrypted.get("mse"));
    }
    assertEquals(models.get(0), models.get(1), "both were shown the same");
    String csv = Files.readString(folder.resolve("r0.csv"));
    assertTrue(csv.startsWith("measure,plaintext float64,encrypted\nmse,"), csv);
  }

  /** What went wrong first is what the command says, in its place, and in its exit code. */
  @Test
  void passesOnWhatWentWrong() {
    int status = run("linreg", List.of("--rows=200", "--learning-rate=fast"), NONE);
    assertEquals(2, status, err::toString);
    String said = err.toString();
    assertTrue(
        said.contains("[worker 0] ringbench: --learning-rate is \"fast\": expected a number"),
        said);
    assertEquals("", out.toString());
  }
}
