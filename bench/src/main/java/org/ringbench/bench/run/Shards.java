package org.ringbench.bench.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ringbench.bench.results.Shard;

/**
 * Splits a grid over machines. Times of two machines are never compared, so that cells whose times
 * are held against each other stay in one shard: training steps of one model, batch and activation
 * with their plaintext, and a benchmark's sizes with the rulers. The groups go to the shards by
 * estimated time, the longest first, each to the shard with the least; so every shard of a command
 * splits alike, on any machine.
 */
public final class Shards {
  private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,3})/([1-9]\\d{0,3})");

  private Shards() {}

  /**
   * Reads {@code 2/8}.
   *
   * @throws IllegalArgumentException for anything but a shard and the number of shards
   */
  public static Shard parse(String option, String text) {
    Matcher numbers = TEXT.matcher(text);
    if (numbers.matches()) {
      int index = Integer.parseInt(numbers.group(1));
      int count = Integer.parseInt(numbers.group(2));
      if (index <= count) {
        return new Shard(index, count);
      }
    }
    throw new IllegalArgumentException(
        "%s \"%s\": expected a shard and their number, such as 1/4 to 4/4".formatted(option, text));
  }

  /**
   * The cells of a shard, in their order.
   *
   * @param estimate of the run, at the reference's speed; the first shard has the training runs
   * @throws IllegalArgumentException for more shards than groups
   */
  public static List<Cell> of(Shard shard, List<Cell> cells, Estimate estimate) {
    Map<List<String>, List<Cell>> groups = new LinkedHashMap<>();
    cells.forEach(cell -> groups.computeIfAbsent(group(cell), _ -> new ArrayList<>()).add(cell));
    if (shard.count() > groups.size()) {
      throw new IllegalArgumentException(
          "%d shards: expected at most %d, for cells that are compared stay together"
              .formatted(shard.count(), groups.size()));
    }
    List<Set<Cell>> shards = new ArrayList<>();
    List<Duration> loads = new ArrayList<>();
    for (int s = 0; s < shard.count(); s++) {
      shards.add(new HashSet<>());
      loads.add(s == 0 ? estimate.training() : Duration.ZERO);
    }
    groups.values().stream()
        .sorted(Comparator.comparing((List<Cell> group) -> time(group, estimate)).reversed())
        .forEach(
            group -> {
              int least = least(shards, loads);
              shards.get(least).addAll(group);
              loads.set(least, loads.get(least).plus(time(group, estimate)));
            });
    Set<Cell> own = shards.get(shard.index() - 1);
    return cells.stream().filter(own::contains).toList();
  }

  /** An empty shard before any other: none may stay without cells. */
  private static int least(List<Set<Cell>> shards, List<Duration> loads) {
    int least = 0;
    for (int s = 1; s < shards.size(); s++) {
      boolean isEmptier = shards.get(s).isEmpty() && !shards.get(least).isEmpty();
      boolean isEqual = shards.get(s).isEmpty() == shards.get(least).isEmpty();
      if (isEmptier || (isEqual && loads.get(s).compareTo(loads.get(least)) < 0)) {
        least = s;
      }
    }
    return least;
  }

  private static Duration time(Collection<Cell> cells, Estimate estimate) {
    return cells.stream().map(estimate::cell).reduce(Duration.ZERO, Duration::plus);
  }

  /** Cells of one group are compared with each other. */
  private static List<String> group(Cell cell) {
    return switch (cell.benchmark()) {
      case RING_PEAK, FLOAT_PEAK, RING_GEMM -> List.of("rulers");
      default ->
          cell.get(Axis.MODEL) == null
              ? List.of(cell.benchmark().title())
              : List.of(
                  cell.benchmark().title(),
                  cell.get(Axis.MODEL),
                  String.valueOf(cell.get(Axis.BATCH_SIZE)),
                  String.valueOf(cell.get(Axis.ACTIVATION)));
    };
  }
}
