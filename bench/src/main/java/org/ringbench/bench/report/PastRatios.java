package org.ringbench.bench.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ringbench.bench.gate.History;
import org.ringbench.bench.gate.HistoryEntry;
import org.ringbench.bench.gate.Trend;
import org.ringbench.bench.report.section.History.Point;
import org.ringbench.bench.report.section.History.Series;

/** The ratios of past runs, as the page shows them. */
public final class PastRatios {
  private record Key(String machine, String row) {}

  private PastRatios() {}

  /**
   * A series for each encrypted row and machine, with the places where the detector saw its level
   * change.
   *
   * @throws IOException naming the line of the history that cannot be read
   */
  public static org.ringbench.bench.report.section.History of(History history) throws IOException {
    Map<Key, List<Point>> points = new LinkedHashMap<>();
    for (HistoryEntry entry : history.entries()) {
      entry
          .ratios()
          .forEach(
              (row, ratio) ->
                  points
                      .computeIfAbsent(new Key(entry.machine(), row), _ -> new ArrayList<>())
                      .add(new Point(entry.run(), entry.commit(), ratio)));
    }
    List<Trend.Change> changes = Trend.of(history).changes();
    List<Series> series = new ArrayList<>();
    points.forEach((key, line) -> series.add(series(key, line, changes)));
    return new org.ringbench.bench.report.section.History(series);
  }

  private static Series series(Key key, List<Point> points, List<Trend.Change> changes) {
    List<String> runs = points.stream().map(Point::run).toList();
    List<Integer> places =
        changes.stream()
            .filter(change -> change.machine().equals(key.machine))
            .filter(change -> change.series().equals(Trend.ratioOf(key.row)))
            .map(change -> runs.indexOf(change.run()))
            .sorted()
            .toList();
    return new Series(key.row, key.machine, "times plaintext", points, places);
  }
}
