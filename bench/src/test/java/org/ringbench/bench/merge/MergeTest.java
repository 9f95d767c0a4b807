package org.ringbench.bench.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringbench.bench.results.Environment;
import org.ringbench.bench.results.Examples;
import org.ringbench.bench.results.Missing;
import org.ringbench.bench.results.NotComparableException;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.results.RunInfo;
import org.ringbench.bench.results.Shard;

class MergeTest {
  private static final Results WHOLE = Examples.results();

  /** Cuts a run at random, so that an encrypted row and its plaintext are often apart. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shardsGiveTheWholeAgain(long seed) {
    Random random = new Random(seed);
    int count = 2 + random.nextInt(4);
    List<List<Row>> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(new ArrayList<>());
    }
    WHOLE.rows().forEach(row -> parts.get(random.nextInt(count)).add(row));
    List<ShardFile> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      files.add(shard(i + 1, count, parts.get(i)));
    }
    Collections.shuffle(files, random);
    Results merged = Merge.of(files);
    assertTrue(merged.isComplete());
    assertEquals(parts.stream().flatMap(List::stream).toList(), merged.rows());
    assertEquals(List.copyOf(WHOLE.ratios()).size(), merged.ratios().size());
    assertTrue(merged.ratios().containsAll(WHOLE.ratios()));
    assertEquals(WHOLE.accuracy(), merged.accuracy());
    assertEquals("ringbench run --tier smoke", merged.run().command());
    assertEquals(null, merged.run().shard());
  }

  @Test
  void theRunGoesFromTheFirstStartToTheLastEnd() {
    RunInfo run = Merge.of(List.of(shard(2, 2, List.of()), shard(1, 2, List.of()))).run();
    assertEquals("2026-11-21T14:00:01Z", run.startedAt());
    assertEquals("2026-11-21T15:00:02Z", run.finishedAt());
    assertEquals("id-1", run.id());
  }

  @Test
  void aShardWithoutAFileMakesItIncomplete() {
    Results merged = Merge.of(List.of(shard(1, 3, WHOLE.rows()), shard(3, 3, List.of())));
    assertFalse(merged.isComplete());
    assertEquals(List.of(new Missing("shard 2/3", "no file of it")), merged.missing());
  }

  @Test
  void whatAShardMissesIsMissing() {
    Missing relu = new Missing("relu", "out of memory");
    ShardFile broken =
        file(
            "b.json",
            Results.of(run(2, 2), Examples.environment(), List.of(relu), List.of(), List.of()));
    Results merged = Merge.of(List.of(shard(1, 2, WHOLE.rows()), broken));
    assertEquals(List.of(relu), merged.missing());
  }

  @Test
  void aRowOfTwoShardsIsRefused() {
    List<Row> both = WHOLE.rows().subList(0, 1);
    assertRefused(
        "row \"%s\" is in 1.json and in 2.json: expected each row in one shard"
            .formatted(both.getFirst().id()),
        shard(1, 2, both),
        shard(2, 2, both));
  }

  @Test
  void aShardTwiceIsRefused() {
    assertRefused(
        "shard 1/2 is in 1.json and in 1.json: expected it once",
        shard(1, 2, List.of()),
        shard(1, 2, List.of()));
  }

  @Test
  void aWholeRunIsNoShard() {
    assertRefused(
        "whole.json is a whole run: expected the file of a shard (run --shard I/N)",
        file("whole.json", WHOLE),
        shard(2, 2, List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "tier, pr, 0123456789ab, ringbench run --tier smoke, 2",
    "commit, smoke, abcdef, ringbench run --tier smoke, 2",
    "command, smoke, 0123456789ab, ringbench run --tier smoke --batch 64, 2",
    "command, smoke, 0123456789ab, ringbench -Dringbench.backend=java run --tier smoke, 2",
    "number of shards, smoke, 0123456789ab, ringbench run --tier smoke, 3"
  })
  void shardsOfAnotherRunAreRefused(
      String what, String tier, String commit, String command, int count) {
    RunInfo other =
        new RunInfo(
            "id-2", "2026-11-21T14:25:30Z", null, commit, tier, command, new Shard(2, count));
    Results results = Results.of(other, Examples.environment(), List.of(), List.of());
    Exception e =
        assertThrows(
            MergeException.class,
            () -> Merge.of(List.of(shard(1, 2, List.of()), file("2.json", results))));
    String message = e.getMessage();
    assertTrue(
        message.startsWith("1.json and 2.json are no shards of one run: the " + what + " is \""),
        message);
  }

  @Test
  void unlikeMachinesAreRefusedByTheirDifferences() {
    Environment other = Examples.otherMachine();
    Results results = Results.of(run(2, 2), other, List.of(), List.of());
    Exception e =
        assertThrows(
            NotComparableException.class,
            () -> Merge.of(List.of(shard(1, 2, List.of()), file("2.json", results))));
    assertEquals(
        "1.json and 2.json were not measured on machines of one kind: the CPU is Example CPU in"
            + " 1.json and Other CPU in 2.json; the number of cores is 2 in 1.json and 4 in 2.json;"
            + " the number of threads is 2 in 1.json and 4 in 2.json",
        e.getMessage());
  }

  @Test
  void optionsOfAShardAreNoPartOfTheCommand() {
    assertEquals(
        "ringbench run --tier pr --batch 64",
        Merge.command("ringbench run --shard 1/4 --tier pr --out=a --batch 64 --format json"));
  }

  private static void assertRefused(String message, ShardFile... files) {
    List<ShardFile> shards = List.of(files);
    assertEquals(message, assertThrows(MergeException.class, () -> Merge.of(shards)).getMessage());
  }

  private static ShardFile shard(int index, int count, List<Row> rows) {
    return file(
        index + ".json",
        Results.of(run(index, count), Examples.environment(), rows, WHOLE.accuracy()));
  }

  private static ShardFile file(String name, Results results) {
    return new ShardFile(name, results);
  }

  private static RunInfo run(int index, int count) {
    return new RunInfo(
        "id-" + index,
        "2026-11-21T14:00:0%dZ".formatted(index),
        "2026-11-21T15:00:0%dZ".formatted(index),
        "0123456789ab",
        "smoke",
        "ringbench run --shard %d/%d --tier smoke --out shard-%d".formatted(index, count, index),
        new Shard(index, count));
  }
}
