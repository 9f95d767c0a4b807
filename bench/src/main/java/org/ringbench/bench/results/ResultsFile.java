package org.ringbench.bench.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads and writes results files. */
public final class ResultsFile {
  /** The name of the newest results in a folder. */
  public static final String LATEST = "latest.json";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // a version may gain fields
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  /** Far more than the largest grid takes; a foreign file may be larger. */
  private static final long MOST_BYTES = 64 << 20;

  private ResultsFile() {}

  /** The text of a results file. */
  public static String toJson(Results results) {
    try {
      return JSON.writeValueAsString(results) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // records of numbers and text always serialise
    }
  }

  /**
   * Reads a results file, of this version or an earlier one.
   *
   * @throws ResultsFileException if the file cannot be read, is cut short, is no results file or
   *     does not fit its schema; the message says which, in one sentence
   */
  public static Results read(Path file) throws IOException {
    String text = text(file);
    try {
      JsonNode root = JSON.readTree(text);
      if (!root.isObject() || !root.has("schemaVersion")) {
        throw new ResultsFileException(file + " is not a results file: it has no schemaVersion");
      }
      int version = version(file, root.get("schemaVersion"));
      Optional<String> problem = ResultsSchema.problem(version, root);
      if (problem.isPresent()) {
        throw incomplete(file, problem.get(), null);
      }
      return version == Migration.FROM
          ? withRatios(parse(Migration.migrate((ObjectNode) root)))
          : parse(root);
    } catch (JsonProcessingException e) {
      throw incomplete(file, reason(e), e);
    }
  }

  private static String text(Path file) throws IOException {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new ResultsFileException(
            "%s is not a results file: it has more than %d MB".formatted(file, MOST_BYTES >> 20));
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new ResultsFileException(file + " is not a results file: it is no UTF-8 text", e);
    } catch (ResultsFileException e) {
      throw e;
    } catch (IOException e) {
      throw new ResultsFileException(
          "%s cannot be read: %s".formatted(file, AtomicFile.reason(e)), e);
    }
  }

  private static int version(Path file, JsonNode version) throws IOException {
    if (version.isInt()
        && Migration.FROM <= version.asInt()
        && version.asInt() <= Results.VERSION) {
      return version.asInt();
    }
    throw new ResultsFileException(
        "%s has schemaVersion %s: this version of RingBench reads %d and %d"
            .formatted(file, version, Migration.FROM, Results.VERSION));
  }

  private static ResultsFileException incomplete(Path file, String why, Throwable cause) {
    return new ResultsFileException(
        "%s is not a complete results file: %s".formatted(file, why), cause);
  }

  private static Results parse(JsonNode root) throws JsonProcessingException {
    return JSON.treeToValue(root, Results.class);
  }

  private static Results withRatios(Results results) {
    return Results.of(
        results.run(),
        results.environment(),
        results.missing(),
        results.rows(),
        results.accuracy());
  }

  private static String reason(JsonProcessingException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    if (cause instanceof NullPointerException) {
      return cause.getMessage() + " is missing"; // Objects.requireNonNull names the field
    }
    String message = cause instanceof JsonProcessingException j ? j.getOriginalMessage() : "";
    return message.isEmpty() ? cause.getMessage() : message.lines().findFirst().orElseThrow();
  }

  /**
   * Writes the results as {@code <run id>.json} and as {@link #LATEST} of a folder, which is made
   * if needed.
   *
   * @return the dated file
   * @throws ResultsFileException if a file cannot be written; what was there stays
   */
  public static Path publish(Results results, Path folder) throws IOException {
    byte[] json = checked(results);
    Path dated = folder.resolve(results.run().id() + ".json");
    AtomicFile.write(json, dated);
    AtomicFile.write(json, folder.resolve(LATEST));
    return dated;
  }

  /**
   * Writes the results as one file.
   *
   * @throws ResultsFileException if it cannot be written; what was there stays
   */
  public static void write(Results results, Path file) throws IOException {
    AtomicFile.write(checked(results), file);
  }

  /** The text, if it fits the schema: a file that could not be read again is not written. */
  private static byte[] checked(Results results) throws IOException {
    String json = toJson(results);
    Optional<String> problem = ResultsSchema.problem(Results.VERSION, JSON.readTree(json));
    if (problem.isPresent()) {
      throw new IllegalStateException("these results do not fit their schema: " + problem.get());
    }
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
