package org.ringbench.bench.gate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ringbench.bench.results.Statistics;

/** Where the times and the ratios of the history changed. */
public final class Trend {
  /** Fewer runs have no two distributions to tell apart. */
  static final int LEAST_RUNS = 8;

  private static final double SIGNIFICANCE = 0.05;
  private static final long SEED = 20140101;

  /**
   * A change.
   *
   * @param machine that measured both sides, as {@link HistoryEntry#machine} names it
   * @param series the row's id, or {@link #ratioOf} it
   * @param run the first with the new value
   * @param commit of that run
   * @param date of that run
   * @param before the median of the runs since the change before
   * @param after the median of the runs until the next change
   */
  public record Change(
      String machine,
      String series,
      String run,
      String commit,
      String date,
      double before,
      double after) {
    /** By how much the value grew, as a fraction. */
    public double growth() {
      return after / before - 1;
    }
  }

  /**
   * What the history says.
   *
   * @param runs in it
   * @param series that are long enough
   * @param changes in the order of the series, the oldest first
   */
  public record Findings(int runs, int series, List<Change> changes) {
    /** Takes a list that nobody changes any more. */
    public Findings {
      changes = List.copyOf(changes);
    }
  }

  private record Point(HistoryEntry entry, double value) {}

  private record Key(String machine, String series) {}

  private Trend() {}

  /** The name of the series of an encrypted row's ratio. */
  public static String ratioOf(String row) {
    return "ratio " + row;
  }

  /** Looks for changes in all series of a history. */
  public static Findings of(History history) throws IOException {
    List<HistoryEntry> entries = history.entries();
    Map<Key, List<Point>> all = new LinkedHashMap<>();
    for (HistoryEntry entry : entries) {
      entry.milliseconds().forEach((id, value) -> add(all, id, entry, value));
      entry.ratios().forEach((id, value) -> add(all, ratioOf(id), entry, value));
    }
    List<Change> changes = new ArrayList<>();
    int series = 0;
    for (Map.Entry<Key, List<Point>> one : all.entrySet()) {
      if (one.getValue().size() >= LEAST_RUNS) {
        series++;
        changes.addAll(changes(one.getKey(), one.getValue()));
      }
    }
    return new Findings(entries.size(), series, changes);
  }

  private static void add(
      Map<Key, List<Point>> all, String series, HistoryEntry entry, double value) {
    all.computeIfAbsent(new Key(entry.machine(), series), _ -> new ArrayList<>())
        .add(new Point(entry, value));
  }

  private static List<Change> changes(Key key, List<Point> points) {
    List<Double> logarithms = points.stream().map(point -> Math.log(point.value())).toList();
    List<Integer> places = new ArrayList<>(List.of(0));
    places.addAll(ChangePoints.of(logarithms, SIGNIFICANCE, SEED));
    places.add(points.size());
    List<Change> changes = new ArrayList<>();
    for (int k = 1; k < places.size() - 1; k++) {
      HistoryEntry first = points.get(places.get(k)).entry();
      changes.add(
          new Change(
              key.machine(),
              key.series(),
              first.run(),
              first.commit(),
              first.startedAt(),
              median(points.subList(places.get(k - 1), places.get(k))),
              median(points.subList(places.get(k), places.get(k + 1)))));
    }
    return changes;
  }

  private static double median(List<Point> points) {
    return Statistics.median(points.stream().map(Point::value).toList());
  }
}
