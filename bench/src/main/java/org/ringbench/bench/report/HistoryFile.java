package org.ringbench.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ringbench.bench.report.section.History;

/** Reads the ratios of {@code history.jsonl}: a run a line. */
public final class HistoryFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** What is read of a line; a ratio stands under the id of its encrypted row. */
  private record Entry(
      String run,
      String startedAt,
      String commit,
      String machineClass,
      String cpu,
      Map<String, Double> ratios) {}

  /**
   * A change that a detector found.
   *
   * @param machine class and processor, joined by a comma
   * @param row id of the encrypted row
   * @param run the first with the new level
   */
  public record Change(String machine, String row, String run) {}

  private record Key(String machine, String row) {}

  private HistoryFile() {}

  /**
   * The series of a file; none if there is no file. A last line that was cut is left out.
   *
   * @param changes to mark
   * @throws IOException naming the line that cannot be read
   */
  public static History read(Path file, List<Change> changes) throws IOException {
    Map<Key, List<History.Point>> series = new LinkedHashMap<>();
    for (Entry entry : entries(file)) {
      String machine = entry.machineClass + ", " + entry.cpu;
      entry.ratios.forEach(
          (row, ratio) ->
              series
                  .computeIfAbsent(new Key(machine, row), _ -> new ArrayList<>())
                  .add(new History.Point(entry.run, entry.commit, ratio)));
    }
    List<History.Series> all = new ArrayList<>();
    series.forEach(
        (key, points) ->
            all.add(
                new History.Series(
                    key.row,
                    key.machine,
                    "times plaintext",
                    points,
                    places(key, points, changes))));
    return new History(all);
  }

  private static List<Integer> places(Key key, List<History.Point> points, List<Change> changes) {
    List<String> runs = points.stream().map(History.Point::run).toList();
    return changes.stream()
        .filter(change -> change.machine.equals(key.machine) && change.row.equals(key.row))
        .map(change -> runs.indexOf(change.run))
        .filter(place -> place > 0)
        .sorted()
        .toList();
  }

  private static List<Entry> entries(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    String text = Files.readString(file);
    List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      entries.add(entry(file, i + 1, lines.get(i)));
    }
    entries.sort(Comparator.comparing(Entry::startedAt));
    return entries;
  }

  private static Entry entry(Path file, int number, String line) throws IOException {
    String reason = "expected a run with its time, commit, machine and ratios";
    try {
      Entry entry = JSON.readValue(line, Entry.class);
      boolean isWhole =
          entry != null
              && entry.run != null
              && entry.startedAt != null
              && entry.commit != null
              && entry.machineClass != null
              && entry.ratios != null
              && entry.ratios.values().stream()
                  .allMatch(r -> r != null && r > 0 && Double.isFinite(r));
      if (isWhole) {
        return entry;
      }
    } catch (JsonProcessingException e) {
      reason = e.getOriginalMessage().lines().findFirst().orElse(reason);
    }
    throw new IOException("%s, line %d: %s".formatted(file, number, reason));
  }
}
