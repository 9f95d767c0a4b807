package org.ringbench.bench.report.section;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.results.Interval;
import org.ringbench.bench.results.Missing;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Ratio;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.Row;

/** A run as the sections read it: rows by id, ratios by row, anchors. */
public final class RunView {
  /**
   * An interval of a ratio whose ends differ by more than this factor is inconclusive: the run does
   * not say what the cost is, only its order of magnitude.
   */
  public static final double WIDEST = 1.5;

  /** With more rows than this the data take most of the page, and less is drawn and listed. */
  private static final int MANY_ROWS = 2000;

  private final Results results;
  private final String prefix;
  private final Map<String, Row> rows = new HashMap<>();
  private final Map<String, Ratio> ratios = new HashMap<>();
  private final Map<String, Missing> missing = new HashMap<>();
  private final Map<String, String> anchors = new LinkedHashMap<>();
  private final Set<String> drawn = new HashSet<>();

  /**
   * A view of a run.
   *
   * @param prefix of its anchors, unique in the page
   */
  public RunView(Results results, String prefix) {
    this.results = results;
    this.prefix = prefix;
    Set<String> taken = new HashSet<>();
    for (Row row : results.rows()) {
      rows.put(row.id(), row);
      String anchor = "case-" + row.fingerprint().replaceAll("[^0-9A-Za-z]", "");
      for (int i = 2; !taken.add(anchor); i++) {
        anchor = anchor.replaceAll("-\\d+$", "") + "-" + i;
      }
      anchors.put(row.id(), prefix + anchor);
    }
    results.rows().stream().limit(Cases.most(this)).forEach(row -> drawn.add(row.id()));
    results.ratios().forEach(ratio -> ratios.put(ratio.row(), ratio));
    results.missing().forEach(row -> missing.put(row.id(), row));
  }

  /** The run. */
  public Results results() {
    return results;
  }

  /** Whether the page has place for little beside the data. */
  public boolean isLarge() {
    return results.rows().size() > MANY_ROWS;
  }

  /** An id that no other run of the page has. */
  public String id(String local) {
    return prefix + local;
  }

  /** The anchor of a row. */
  public String anchor(Row row) {
    return anchors.get(row.id());
  }

  /** A row's name, linked where a table holds the row. */
  public Element link(Row row) {
    return link(row, row.id());
  }

  /** Words about a row, linked where a table holds the row. */
  public Element link(Row row, String words) {
    return drawn.contains(row.id())
        ? Element.of("a", words).set("href", "#" + anchor(row))
        : Element.of("span", words);
  }

  /** The row of that id. */
  public Optional<Row> row(String id) {
    return Optional.ofNullable(rows.get(id));
  }

  /** The row of that id, if it should be in the run and is not. */
  public Optional<Missing> missing(String id) {
    return Optional.ofNullable(missing.get(id));
  }

  /** The ratio of a row. */
  public Optional<Ratio> ratio(Row row) {
    return Optional.ofNullable(ratios.get(row.id()));
  }

  /** Whether an interval says too little. */
  public static boolean isInconclusive(Interval interval) {
    return interval.high() > WIDEST * interval.low();
  }

  /** The number on an axis; empty for none, and for a value that is none. */
  public static Optional<Long> number(Row row, String axis) {
    String value = row.parameter(axis);
    return value != null && value.matches("\\d{1,15}")
        ? Optional.of(Long.valueOf(value))
        : Optional.empty();
  }

  /** The rows of a benchmark on an engine. */
  public List<Row> steps(String engine) {
    return results.rows().stream()
        .filter(row -> row.benchmark().equals(Names.TRAINING_STEP))
        .filter(row -> engine.equals(row.engine()))
        .toList();
  }

  /** The rows of a benchmark. */
  public List<Row> benchmark(String benchmark) {
    return results.rows().stream().filter(row -> row.benchmark().equals(benchmark)).toList();
  }

  /**
   * The encrypted step that stands for the run: the total, of the MLP, at 16 fractional bits and
   * batch 64, in memory, as far as there is one.
   */
  public Optional<Row> headline() {
    return steps(Names.ENCRYPTED).stream().filter(row -> ratio(row).isPresent()).min(PREFERENCE);
  }

  /** A row of training in words: {@code mlp, encrypted, total, f = 16, batch 64, ReLU}. */
  public static String words(Row row) {
    return Labels.of(row, List.copyOf(row.parameters().keySet()));
  }

  /** Which step rather stands for a run. */
  public static final Comparator<Row> PREFERENCE =
      Comparator.<Row, Boolean>comparing(row -> !Names.TOTAL.equals(row.phase()))
          .thenComparing(row -> !"mlp".equals(row.model()))
          .thenComparing(row -> !"16".equals(row.parameter("fractionBits")))
          .thenComparing(row -> !"64".equals(row.parameter("batchSize")))
          .thenComparing(row -> !isInMemory(row))
          .thenComparing(row -> "square".equals(row.activation()))
          .thenComparing(row -> "radix2".equals(row.comparison()));

  /** Whether no network, nor an emulated one, lies between the parties. */
  public static boolean isInMemory(Row row) {
    return row.network() == null
        || row.network().equals(Names.MEMORY)
        || row.network().equals("in-memory");
  }

  /** Rows in groups that agree in everything but the axes named, in the order of their rows. */
  public static Map<Map<String, String>, List<Row>> groups(List<Row> rows, Set<String> but) {
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                row -> without(row, but), LinkedHashMap::new, Collectors.toList()));
  }

  private static Map<String, String> without(Row row, Set<String> axes) {
    Map<String, String> rest = new LinkedHashMap<>(row.parameters());
    rest.keySet().removeAll(axes);
    return rest;
  }

  /** The axes on which the rows have unlike values, in the order of the axes. */
  public static List<String> differing(List<Row> rows) {
    Set<String> axes =
        rows.stream()
            .flatMap(row -> row.parameters().keySet().stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return axes.stream()
        .filter(
            axis ->
                rows.stream()
                        .map(row -> row.parameter(axis))
                        .filter(Objects::nonNull)
                        .distinct()
                        .count()
                    > 1)
        .toList();
  }

  /** The first of a list. */
  public static <T> List<T> first(List<T> all, int most) {
    return all.size() <= most ? all : new ArrayList<>(all.subList(0, most));
  }

  /** The fastest plaintext row that the ratio of a row was taken against. */
  public Optional<Row> plaintext(Row row) {
    return ratio(row).map(Ratio::against).map(rows::get).filter(Objects::nonNull);
  }
}
