package org.ringbench.bench.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringbench.bench.results.Examples;

/** The published schema describes the baselines that the program writes. */
class BaselineSchemaTest {
  @TempDir Path folder;

  /** Those that ship, the emulated GPU's among them, are read and lie under their own names. */
  @ParameterizedTest
  @MethodSource("committed")
  void committedBaselinesFit(Path file) throws IOException {
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertTrue(schema().validate(json).isEmpty(), schema().validate(json).toString());
    Baseline baseline = BaselineFile.read(file);
    assertEquals(baseline.machineClass() + ".json", file.getFileName().toString());
    assertFalse(baseline.rows().isEmpty());
  }

  static List<Path> committed() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("..", "results", "baselines"))) {
      return files.sorted().toList();
    }
  }

  private static Schema schema() throws IOException {
    Path file = Path.of("..", "results", "schema", "baseline-1.schema.json");
    try (InputStream in = Files.newInputStream(file)) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(in, InputFormat.JSON);
    }
  }

  @Test
  void whatIsWrittenFitsAndWhatIsWrongDoesNot() throws IOException {
    Schema schema = schema();
    new Baselines(folder).accept(Examples.results(), "the first", false, Instant.EPOCH);
    ObjectMapper json = new ObjectMapper();
    ObjectNode baseline;
    try (var files = Files.list(folder)) {
      baseline = (ObjectNode) json.readTree(files.findFirst().orElseThrow().toFile());
    }
    assertTrue(schema.validate(baseline).isEmpty(), schema.validate(baseline).toString());
    ((ObjectNode) baseline.get("accepted").get(0)).put("reason", "");
    assertFalse(schema.validate(baseline).isEmpty(), "a reason is needed");
    ((ObjectNode) baseline.get("accepted").get(0)).put("reason", "because");
    assertTrue(schema.validate(baseline).isEmpty());
    ((ObjectNode) baseline.get("rows").get(0).get("counters")).put("rounds", "many");
    assertFalse(schema.validate(baseline).isEmpty());
  }
}
