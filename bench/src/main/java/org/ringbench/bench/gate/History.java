package org.ringbench.bench.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ringbench.bench.results.Results;

/** The runs of the past, a line each. */
public final class History {
  /** Below the working tree. */
  public static final Path FILE = Path.of("results", "history.jsonl");

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private final Path file;

  /** The history in a file, which need not exist. */
  public History(Path file) {
    this.file = file;
  }

  /**
   * Appends a run. Others may append at the same time, and a crash leaves at most a cut last line,
   * which is dropped by the next.
   *
   * @throws IllegalArgumentException for a run that is incomplete, is there already, or whose clock
   *     stepped back
   */
  public void add(Results results) throws IOException {
    refuse(results);
    byte[] line = (toJson(HistoryEntry.of(results)) + "\n").getBytes(StandardCharsets.UTF_8);
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      // Through this channel: closing another of the same file would let go of the lock.
      if (parse(text(channel)).stream().anyMatch(entry -> entry.run().equals(results.run().id()))) {
        throw new IllegalArgumentException(
            "run %s is in %s already".formatted(results.run().id(), file));
      }
      channel.position(wholeLines(channel));
      channel.truncate(channel.position());
      ByteBuffer buffer = ByteBuffer.wrap(line);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  private static void refuse(Results results) {
    String run = "run " + results.run().id();
    if (!results.isComplete() || results.run().shard() != null) {
      throw new IllegalArgumentException(run + " is incomplete: expected a whole run");
    }
    try {
      Instant start = Instant.parse(results.run().startedAt());
      String end = results.run().finishedAt();
      if (end != null && Instant.parse(end).isBefore(start)) {
        throw new IllegalArgumentException(
            "%s ended (%s) before it began (%s): its clock stepped back"
                .formatted(run, end, start));
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(run + " has no time: " + e.getMessage(), e);
    }
  }

  /** Where the last line that ends, ends. */
  private static long wholeLines(FileChannel channel) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    for (long end = channel.size(); end > 0; end--) {
      one.clear();
      channel.read(one, end - 1);
      if (one.get(0) == '\n') {
        return end;
      }
    }
    return 0;
  }

  /**
   * All runs, the oldest first; none if there is no file. A last line that was cut is left out.
   *
   * @throws IOException naming the line that cannot be read
   */
  public List<HistoryEntry> entries() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    return parse(Files.readString(file));
  }

  private static String text(FileChannel channel) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    while (all.hasRemaining() && channel.read(all, all.position()) >= 0) {
      // until all of it is here
    }
    return StandardCharsets.UTF_8.decode(all.flip()).toString();
  }

  private List<HistoryEntry> parse(String text) throws IOException {
    List<HistoryEntry> entries = new ArrayList<>();
    int number = 0;
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      number++;
      try {
        entries.add(JSON.readValue(line, HistoryEntry.class));
      } catch (JsonProcessingException e) {
        throw new IOException("%s, line %d: %s".formatted(file, number, e.getOriginalMessage()), e);
      }
    }
    entries.sort(Comparator.comparing(HistoryEntry::startedAt));
    return entries;
  }

  private static String toJson(HistoryEntry entry) {
    try {
      return JSON.writeValueAsString(entry);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // records of numbers and text always serialise
    }
  }
}
