package org.ringbench.bench.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes to a {@link CountProgram} and comes back: a line of JSON a case. Versions read each
 * other's: fields may be added, never renamed or removed.
 */
final class CountFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private CountFile() {}

  static void write(List<Case> cases, Path file) throws IOException {
    Files.write(file, cases.stream().map(CountFile::line).toList());
  }

  static List<Case> cases(Path file) throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      cases.add(JSON.readValue(line, Case.class));
    }
    return cases;
  }

  /** A case, or its counts. */
  static String line(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // records of numbers and text always serialise
    }
  }

  /** The counts until the end, or until a line that a crash cut short. */
  static List<Counted> counted(Path file) throws IOException {
    List<Counted> counted = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      try {
        counted.add(JSON.readValue(line, Counted.class));
      } catch (JsonProcessingException _) {
        return counted;
      }
    }
    return counted;
  }
}
