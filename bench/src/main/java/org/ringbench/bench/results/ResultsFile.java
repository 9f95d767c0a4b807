package org.ringbench.bench.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

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
          .build();

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
   * Reads a results file.
   *
   * @throws IOException if the file cannot be read, is cut short or is no results file; the message
   *     says which, in one sentence
   */
  public static Results read(Path file) throws IOException {
    String text = Files.readString(file);
    try {
      JsonNode root = JSON.readTree(text);
      if (!root.isObject() || !root.has("schemaVersion")) {
        throw new IOException(file + " is not a results file: it has no schemaVersion");
      }
      return switch (root.get("schemaVersion").asInt()) {
        case Migration.FROM -> withRatios(parse(Migration.migrate((ObjectNode) root)));
        case Results.VERSION -> parse(root);
        default ->
            throw new IOException(
                "%s has schemaVersion %s: this version of RingBench reads %d and %d"
                    .formatted(file, root.get("schemaVersion"), Migration.FROM, Results.VERSION));
      };
    } catch (JsonProcessingException e) {
      throw new IOException("%s is not a complete results file: %s".formatted(file, reason(e)), e);
    }
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
   */
  public static Path publish(Results results, Path folder) throws IOException {
    Files.createDirectories(folder);
    byte[] json = toJson(results).getBytes(StandardCharsets.UTF_8);
    Path dated = folder.resolve(results.run().id() + ".json");
    writeAtomically(json, dated);
    writeAtomically(json, folder.resolve(LATEST));
    return dated;
  }

  /**
   * Replaces a file at once: a reader sees the old bytes or the new ones, also after a crash, and a
   * failure leaves the old file as it was.
   */
  static void writeAtomically(byte[] bytes, Path file) throws IOException {
    String name = ".%s.%d.tmp".formatted(file.getFileName(), ProcessHandle.current().pid());
    Path temporary = file.resolveSibling(name); // a move is atomic within one folder
    try {
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
