package org.ringbench.bench.merge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.ringbench.bench.environment.Comparability;
import org.ringbench.bench.results.Accuracy;
import org.ringbench.bench.results.Missing;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.results.RunInfo;

/**
 * One run of several shards. They must be shards of the same run, that is of the same tier, commit
 * and command, and be measured on machines of one kind: ratios are made anew from rows of all of
 * them. A shard without a file leaves the run incomplete.
 */
public final class Merge {
  /** Options that rightly differ between shards, each with a value. */
  private static final Set<String> OWN = Set.of("--shard", "--out", "--format");

  private final List<ShardFile> shards;

  private Merge(List<ShardFile> files) {
    shards = new ArrayList<>(files);
  }

  /**
   * Joins shards, in any order.
   *
   * @throws MergeException if they are no shards of one run, or a row is in two of them
   * @throws org.ringbench.bench.results.NotComparableException if their machines differ
   */
  public static Results of(List<ShardFile> files) {
    if (files.isEmpty()) {
      throw new MergeException("nothing to merge: expected the files of a run's shards");
    }
    return new Merge(files).merge();
  }

  private Results merge() {
    for (ShardFile file : shards) {
      if (file.results().run().shard() == null) {
        throw new MergeException(
            file.name() + " is a whole run: expected the file of a shard (run --shard I/N)");
      }
    }
    shards.sort(Comparator.comparingInt(ShardFile::index));
    ShardFile first = shards.getFirst();
    for (ShardFile file : shards.subList(1, shards.size())) {
      requireSame("number of shards", run -> run.shard().count(), first, file);
      requireSame("tier", RunInfo::tier, first, file);
      requireSame("commit", RunInfo::commit, first, file);
      requireSame("command", run -> command(run.command()), first, file);
      Comparability.require(
          first.name(), first.results().environment(), file.name(), file.results().environment());
    }
    return Results.of(
        run(), first.results().environment(), missing(), rows(), List.copyOf(accuracy().values()));
  }

  private static void requireSame(
      String what, Function<RunInfo, Object> of, ShardFile one, ShardFile other) {
    Object a = of.apply(one.results().run());
    Object b = of.apply(other.results().run());
    if (!a.equals(b)) {
      throw new MergeException(
          "%s and %s are no shards of one run: the %s is \"%s\" in the first and \"%s\" in the second"
              .formatted(one.name(), other.name(), what, a, b));
    }
  }

  /** The command line without what each shard has of its own. */
  static String command(String line) {
    List<String> kept = new ArrayList<>();
    boolean isValue = false;
    for (String word : Arrays.asList(line.split(" ", -1))) {
      boolean isOwn = OWN.contains(word.replaceFirst("=.*", ""));
      if (!isValue && !isOwn) {
        kept.add(word);
      }
      isValue = isOwn && !word.contains("=");
    }
    return String.join(" ", kept);
  }

  private RunInfo run() {
    RunInfo first = shards.getFirst().results().run();
    List<RunInfo> runs = shards.stream().map(shard -> shard.results().run()).toList();
    boolean isOver = runs.stream().map(RunInfo::finishedAt).noneMatch(Objects::isNull);
    return new RunInfo(
        runs.stream().map(RunInfo::id).min(String::compareTo).orElseThrow(),
        runs.stream().map(RunInfo::startedAt).min(String::compareTo).orElseThrow(),
        isOver ? runs.stream().map(RunInfo::finishedAt).max(String::compareTo).orElseThrow() : null,
        first.commit(),
        first.tier(),
        command(first.command()),
        null);
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    Map<String, String> origin = new HashMap<>();
    for (ShardFile shard : shards) {
      for (Row row : shard.results().rows()) {
        String other = origin.put(row.id(), shard.name());
        if (other != null) {
          throw new MergeException(
              "row \"%s\" is in %s and in %s: expected each row in one shard"
                  .formatted(row.id(), other, shard.name()));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private List<Missing> missing() {
    List<Missing> missing = new ArrayList<>();
    int count = shards.getFirst().results().run().shard().count();
    for (int index = 1; index <= count; index++) {
      int wanted = index;
      List<ShardFile> found = shards.stream().filter(s -> s.index() == wanted).toList();
      switch (found.size()) {
        case 0 -> missing.add(new Missing("shard %d/%d".formatted(index, count), "no file of it"));
        case 1 -> missing.addAll(found.getFirst().results().missing());
        default ->
            throw new MergeException(
                "shard %d/%d is in %s and in %s: expected it once"
                    .formatted(index, count, found.get(0).name(), found.get(1).name()));
      }
    }
    return missing;
  }

  /** Shards may train the same runs; the first shard's figures stand for all. */
  private Map<List<Object>, Accuracy> accuracy() {
    Map<List<Object>, Accuracy> runs = new LinkedHashMap<>();
    for (ShardFile shard : shards) {
      for (Accuracy run : shard.results().accuracy()) {
        runs.putIfAbsent(Arrays.asList(run.model(), run.engine(), run.fractionBits()), run);
      }
    }
    return runs;
  }
}
