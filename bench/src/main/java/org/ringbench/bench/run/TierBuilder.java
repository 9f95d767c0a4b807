package org.ringbench.bench.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A tier while its lines are read. */
final class TierBuilder {
  private static final String AGAIN = "again"; // may lack: no fork comes again

  private static final List<String> WORDS =
      List.of("about", "limit", "forks", "warm-up", "measure", "accuracy", AGAIN);
  private static final List<String> ACCURACY =
      List.of("epochs", "digits", "batchSize", "fractionBits", "activation");

  private record Iterations(int count, Duration time) {}

  private final String name;
  private final Set<String> given = new LinkedHashSet<>();
  private final Set<Cell> cells = new LinkedHashSet<>();
  private String about;
  private Duration limit;
  private int forks;
  private double again;
  private Iterations warmup;
  private Iterations measure;
  private AccuracyPlan accuracy;

  TierBuilder(String name) {
    this.name = name;
  }

  /**
   * Reads a line.
   *
   * @param words of the line, at least one
   * @param file with the tiers above
   * @throws IllegalArgumentException naming the word that is wrong
   */
  void add(List<String> words, TierFile file) {
    String first = words.getFirst();
    List<String> rest = words.subList(1, words.size());
    if (WORDS.contains(first) && !given.add(first)) {
      throw new IllegalArgumentException("a second \"%s\" of tier %s".formatted(first, name));
    }
    switch (first) {
      case "about" -> about = String.join(" ", rest);
      case "limit" -> limit = Durations.parse(only(first, rest));
      case "forks" -> forks = Durations.positive(only(first, rest));
      case AGAIN -> again = percent(only(first, rest));
      case "warm-up" -> warmup = iterations(first, rest);
      case "measure" -> measure = iterations(first, rest);
      case "accuracy" -> accuracy = accuracy(rest);
      case "all" -> cells.addAll(all(rest, file));
      default -> cells.addAll(grid(first, words));
    }
  }

  /**
   * The tier.
   *
   * @throws IllegalArgumentException naming what it lacks
   */
  Tier build() {
    for (String word : WORDS) {
      if (!given.contains(word) && !word.equals(AGAIN)) {
        throw new IllegalArgumentException("tier %s has no \"%s\"".formatted(name, word));
      }
    }
    if (cells.isEmpty()) {
      throw new IllegalArgumentException("tier %s has no cells".formatted(name));
    }
    Timing timing = new Timing(warmup.count, measure.count, warmup.time, measure.time);
    return new Tier(name, about, limit, forks, again, timing, accuracy, List.copyOf(cells));
  }

  private static List<Cell> grid(String first, List<String> words) {
    if (Benchmark.of(first).isEmpty()) {
      throw new IllegalArgumentException(
          "\"%s\": expected %s, all of TIER, or a benchmark (%s)"
              .formatted(
                  first,
                  String.join(", ", WORDS),
                  String.join(", ", Stream.of(Benchmark.values()).map(Benchmark::title).toList())));
    }
    return Grid.parse(String.join(" ", words));
  }

  private static List<Cell> all(List<String> rest, TierFile file) {
    if (rest.size() != 2 || !rest.getFirst().equals("of")) {
      throw new IllegalArgumentException(
          "\"all %s\": expected all of and a tier".formatted(String.join(" ", rest)));
    }
    return file.tier(rest.getLast()).cells();
  }

  private static Iterations iterations(String word, List<String> rest) {
    if (rest.size() != 3 || !rest.get(1).equals("x")) {
      throw new IllegalArgumentException(
          "%s \"%s\": expected iterations x time, such as 4 x 60ms"
              .formatted(word, String.join(" ", rest)));
    }
    return new Iterations(Durations.positive(rest.getFirst()), Durations.parse(rest.getLast()));
  }

  private static AccuracyPlan accuracy(List<String> words) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String word : words) {
      String[] pair = word.split("=", 2);
      if (pair.length < 2 || !ACCURACY.contains(pair[0])) {
        throw new IllegalArgumentException(
            "accuracy \"%s\": expected %s=...".formatted(word, String.join("=..., ", ACCURACY)));
      }
      values.put(pair[0], pair[1]);
    }
    for (String key : ACCURACY) {
      if (!values.containsKey(key)) {
        throw new IllegalArgumentException("accuracy has no \"%s\"".formatted(key));
      }
    }
    List<Integer> bits = new ArrayList<>();
    for (String value : values.get("fractionBits").split(",", -1)) {
      bits.add(Integer.valueOf(Axis.FRACTION_BITS.check("accuracy fractionBits", value)));
    }
    return new AccuracyPlan(
        Durations.positive(values.get("epochs")),
        Durations.positive(values.get("digits")),
        Durations.positive(values.get("batchSize")),
        bits,
        Axis.ACTIVATION.check("accuracy activation", values.get("activation")));
  }

  private static double percent(String text) {
    if (!text.matches("\\d{1,3}%")) {
      throw new IllegalArgumentException("again \"%s\": expected such as 15%%".formatted(text));
    }
    return Integer.parseInt(text.substring(0, text.length() - 1)) / 100.0;
  }

  private static String only(String word, List<String> rest) {
    if (rest.size() != 1) {
      throw new IllegalArgumentException(
          "%s \"%s\": expected one value".formatted(word, String.join(" ", rest)));
    }
    return rest.getFirst();
  }
}
