package org.ringbench.bench.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ringbench.bench.results.Examples;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.results.RunInfo;

class FormatTest {
  /** An encrypted step, its plaintext and a kernel. */
  private static final Results RUN = run("20261121-142530", "2026-11-21T14:25:30Z", 1);

  /** What other programs accept, in words of JSON Schema. */
  private static final String BENCHER_SCHEMA =
      """
      {"type": "object", "minProperties": 1, "additionalProperties": {"type": "object",
       "propertyNames": {"maxLength": 64}, "additionalProperties": {"type": "object",
       "required": ["value"], "additionalProperties": false, "properties":
       {"value": {"type": "number"}, "lower_value": {"type": "number"},
        "upper_value": {"type": "number"}}}}}
      """;

  private static final String GITHUB_SCHEMA =
      """
      {"type": "array", "minItems": 1, "items": {"type": "object",
       "required": ["name", "unit", "value"], "additionalProperties": false, "properties":
       {"name": {"type": "string"}, "unit": {"type": "string"}, "value": {"type": "number"},
        "range": {"type": "string"}, "extra": {"type": "string"}}}}
      """;

  /** After a wanted change, copy what the test prints to src/test/resources. */
  @ParameterizedTest
  @EnumSource
  void looksLikeTheGoldenFile(Format format) throws IOException {
    try (InputStream in = FormatTest.class.getResourceAsStream(format.key() + ".golden")) {
      String golden = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(golden, format.export(List.of(RUN)));
    }
  }

  @Test
  void jsonFitsWhatItsReadersTake() throws IOException {
    Results whole = Examples.results();
    assertFits(BENCHER_SCHEMA, Format.BENCHER.export(List.of(whole)));
    assertFits(GITHUB_SCHEMA, Format.GITHUB_ACTION_BENCHMARK.export(List.of(whole)));
  }

  private static void assertFits(String schema, String json) {
    assertEquals(
        List.of(),
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(schema, InputFormat.JSON)
            .validate(json, InputFormat.JSON));
  }

  @Test
  void bencherHasLatencyInNanoseconds() throws IOException {
    JsonNode root = new ObjectMapper().readTree(Format.BENCHER.export(List.of(RUN)));
    Row row = RUN.rows().getFirst();
    JsonNode latency = root.get(row.id()).get("latency");
    assertEquals(row.milliseconds().median() * 1e6, latency.get("value").asDouble(), 1e-3);
    assertEquals(18, root.get(row.id()).get("rounds").get("value").asInt());
  }

  @Test
  void everyRowIsALineOfAsManyFieldsAsThereAreColumns() {
    String[] lines = Format.CSV.export(List.of(Examples.results())).split("\n", -1);
    assertEquals(Examples.results().rows().size() + 2, lines.length, "header and last line end");
    long commas = commas(lines[0]);
    Arrays.stream(lines)
        .limit(lines.length - 1)
        .forEach(line -> assertEquals(commas, commas(line)));
  }

  private static long commas(String line) {
    return line.replaceAll("\"[^\"]*\"", "").chars().filter(c -> c == ',').count();
  }

  @Test
  void fieldsWithCommasAndQuotesAreQuoted() {
    assertEquals(
        "a,\"b,c\",\"d\"\"e\",,1.5\n", Csv.line(Arrays.asList("a", "b,c", "d\"e", null, 1.5)));
  }

  @Test
  void whatTheColumnsDoNotKnowFollows() {
    Map<String, String> parameters = new HashMap<>(Map.of("size", "1x1x1", "flavour", "mint"));
    Row row = Examples.row("ringGemm", parameters, 1, Map.of("cacheMisses", 3L));
    Results run = Results.of(Examples.run(), Examples.environment(), List.of(row), List.of());
    String[] lines = Format.CSV.export(List.of(run)).split("\n", -1);
    assertTrue(lines[0].endsWith(",parameter.flavour,counter.cacheMisses,fact.ringBits"), lines[0]);
    assertTrue(lines[1].endsWith(",mint,3,64"), lines[1]);
  }

  /** Otava sorts nothing and takes no field that is no number. */
  @Test
  void otavaHasALineARunByTime() {
    Results later = run("20261122-000000", "2026-11-22T00:00:00Z", 2);
    Results less =
        Results.of(later.run(), later.environment(), RUN.rows().subList(0, 1), List.of());
    String[] lines = Format.OTAVA.export(List.of(less, RUN)).split("\n", -1);
    assertEquals(4, lines.length);
    assertTrue(lines[1].startsWith("2026-11-21T14:25:30Z,0123456789ab,20261121-142530,smoke,"));
    assertTrue(lines[2].startsWith("2026-11-22T00:00:00Z,"));
    assertTrue(!lines[0].contains("nd4j"), "in one run alone: " + lines[0]);
    for (String field : lines[1].split(",", -1)) {
      assertTrue(!field.isEmpty(), lines[1]);
    }
  }

  @Test
  void severalRunsNeedAFormatWithRoomForThem() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> Format.BENCHER.export(List.of(RUN, RUN)));
    assertEquals("--to bencher takes the results of one run, not of 2", e.getMessage());
  }

  @Test
  void anUnknownFormatIsNamed() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> Format.of("xml"));
    assertEquals(
        "--to \"xml\": expected csv or github-action-benchmark or bencher or otava",
        e.getMessage());
  }

  private static Results run(String id, String start, double scale) {
    RunInfo run = new RunInfo(id, start, null, "0123456789ab", "smoke", "ringbench run", null);
    List<Row> rows =
        List.of(
            Examples.encrypted("mlp", 64, 16, "radix4", "total", 8.4 * scale),
            Examples.plaintext("mlp", "nd4j", 64, 0.8 * scale),
            Examples.row("ringGemm", Map.of("size", "64x64x64"), 0.25, Map.of("threads", 1L)));
    return Results.of(run, Examples.environment(), rows, List.of());
  }
}
