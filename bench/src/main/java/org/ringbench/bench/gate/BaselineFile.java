package org.ringbench.bench.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.ringbench.bench.results.AtomicFile;

/** Reads and writes baselines: a file a machine class in {@code results/baselines}. */
final class BaselineFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // a version may gain fields
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private BaselineFile() {}

  /** Where the baseline of a machine class lies. */
  static Path of(Path folder, String machineClass) {
    return folder.resolve(machineClass + ".json");
  }

  /**
   * Reads the baseline of a machine class; empty if there is none.
   *
   * @throws IOException if it cannot be read, is no baseline or of another version; the message
   *     says which, in one sentence
   */
  static Optional<Baseline> read(Path folder, String machineClass) throws IOException {
    Path file = of(folder, machineClass);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Baseline baseline = read(file);
    if (!baseline.machineClass().equals(machineClass)) {
      throw new IOException(
          "%s is the baseline of %s: expected that of %s"
              .formatted(file, baseline.machineClass(), machineClass));
    }
    return Optional.of(baseline);
  }

  static Baseline read(Path file) throws IOException {
    try {
      JsonNode root = JSON.readTree(Files.readString(file));
      JsonNode version = root.get("schemaVersion");
      if (!root.has("machineClass") || version == null) {
        throw new IOException(
            file + " is not a baseline: expected a schemaVersion and a machineClass");
      }
      if (version.asInt() != Baseline.VERSION) {
        throw new IOException(
            "%s is a baseline of schemaVersion %s: expected %d; accept it anew"
                .formatted(file, version, Baseline.VERSION));
      }
      return JSON.treeToValue(root, Baseline.class);
    } catch (JsonProcessingException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
      throw new IOException("%s is not a complete baseline: %s".formatted(file, reason), e);
    }
  }

  /** Writes a baseline at once, and makes its folder if needed. */
  static Path write(Path folder, Baseline baseline) throws IOException {
    Path file = of(folder, baseline.machineClass());
    AtomicFile.write(toJson(baseline).getBytes(StandardCharsets.UTF_8), file);
    return file;
  }

  static String toJson(Baseline baseline) {
    try {
      return JSON.writeValueAsString(baseline) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // records of numbers and text always serialise
    }
  }
}
