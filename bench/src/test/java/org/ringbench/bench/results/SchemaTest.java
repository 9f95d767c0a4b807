package org.ringbench.bench.results;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The published schema describes what the program writes. */
class SchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private JsonNode schema;
  private JsonNode example;

  @BeforeEach
  void setUp() throws IOException {
    schema = JSON.readTree(Path.of("..", "results", "schema", "results-2.schema.json").toFile());
    example = JSON.readTree(ResultsFile.toJson(Examples.results()));
  }

  @Test
  void whatIsWrittenFitsTheSchema() {
    assertEquals(Optional.empty(), problem());
  }

  @Test
  void everyFieldIsDescribed() {
    JsonNode definitions = schema.get("$defs");
    assertDescribed(example.get("environment"), schema.at("/properties/environment"));
    assertDescribed(example.get("run"), schema.at("/properties/run"));
    assertDescribed(example.get("rows").get(0), definitions.get("row"));
    assertDescribed(example.get("ratios").get(0), definitions.get("ratio"));
    assertDescribed(example.get("accuracy").get(0), definitions.get("accuracy"));
  }

  @Test
  void theSchemaRefusesWhatIsWrong() {
    ObjectNode row = (ObjectNode) example.get("rows").get(0);
    row.remove("fingerprint");
    assertTrue(problem().isPresent());
    row.put("fingerprint", 7);
    assertTrue(problem().isPresent());
    row.put("fingerprint", "0123456789abcdef");
    assertEquals(Optional.empty(), problem());
    ((ObjectNode) row.get("counters")).put("rounds", "many");
    assertTrue(problem().isPresent());
  }

  /** What the program checks by is what is published, for both versions. */
  @Test
  void theProgramHoldsThePublishedSchemas() throws IOException {
    for (String name : List.of("results-1.schema.json", "results-2.schema.json")) {
      try (InputStream in = Results.class.getResourceAsStream(name)) {
        assertArrayEquals(
            Files.readAllBytes(Path.of("..", "results", "schema", name)), in.readAllBytes(), name);
      }
    }
  }

  private Optional<String> problem() {
    return ResultsSchema.problem(Results.VERSION, example);
  }

  private static void assertDescribed(JsonNode value, JsonNode description) {
    assertEquals(names(value), names(description.get("properties")));
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
