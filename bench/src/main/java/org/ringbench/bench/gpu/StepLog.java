package org.ringbench.bench.gpu;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * The two files of a step: JSON lines for programs and text for people. Every line is on the disk
 * before the call returns, so that a machine that dies leaves what was found until then. Lines may
 * come from several threads.
 */
final class StepLog implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileChannel lines;
  private final FileChannel text;

  StepLog(Path folder, String name) throws IOException {
    lines = open(folder.resolve(name + ".jsonl"));
    text = open(folder.resolve(name + ".txt"));
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  /** Adds a JSON line and a line of text. */
  synchronized void add(Map<String, ?> values, String line) throws IOException {
    try {
      write(lines, JSON.writeValueAsString(values));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // maps of text and numbers always serialise
    }
    write(text, line);
  }

  private static void write(FileChannel file, String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
    file.force(true);
  }

  @Override
  public synchronized void close() throws IOException {
    lines.close();
    text.close();
  }
}
