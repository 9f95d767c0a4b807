package org.ringbench.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Shard;

class ShardsTest {
  private static final Tier PUBLISH = Tier.of("publish");
  private static final Estimate ESTIMATE =
      new Estimate(PUBLISH.timing(), PUBLISH.forks(), 0, Optional.of(PUBLISH.accuracy()), 1);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 8})
  void everyCellIsInOneShardAndKeepsItsPlace(int count) {
    Set<Cell> seen = new HashSet<>();
    for (int index = 1; index <= count; index++) {
      List<Cell> cells = shard(index, count);
      assertFalse(cells.isEmpty(), "shard " + index);
      List<Cell> ordered = new ArrayList<>(PUBLISH.cells());
      ordered.retainAll(cells);
      assertEquals(ordered, cells);
      cells.forEach(cell -> assertTrue(seen.add(cell), "twice: " + cell));
    }
    assertEquals(Set.copyOf(PUBLISH.cells()), seen);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 8})
  void anEncryptedStepHasItsPlaintextBesideIt(int count) {
    for (int index = 1; index <= count; index++) {
      List<Cell> cells = shard(index, count);
      for (Cell cell : cells) {
        if (cell.isOn(Names.ENCRYPTED)) {
          assertTrue(
              cells.stream().anyMatch(plain -> plain.isOn(Names.ND4J) && isAlike(cell, plain)),
              () -> "no plaintext for " + cell);
        }
      }
    }
  }

  private static boolean isAlike(Cell cell, Cell plain) {
    return cell.benchmark() == plain.benchmark()
        && Stream.of(Axis.MODEL, Axis.BATCH_SIZE, Axis.ACTIVATION, Axis.SIZE)
            .allMatch(axis -> Objects.equals(cell.get(axis), plain.get(axis)));
  }

  @Test
  void theShardsTakeAboutAsLong() {
    Duration longest = Duration.ZERO;
    for (int index = 1; index <= 4; index++) {
      Duration time = time(shard(index, 4));
      longest = time.compareTo(longest) > 0 ? time : longest;
    }
    double even = time(PUBLISH.cells()).toMillis() / 4.0;
    assertTrue(longest.toMillis() < 1.3 * even, longest + " of " + even);
  }

  private static Duration time(List<Cell> cells) {
    return cells.stream().map(ESTIMATE::cell).reduce(Duration.ZERO, Duration::plus);
  }

  @Test
  void moreShardsThanGroupsAreRefused() {
    List<Cell> cells = Grid.parse("trainingStep engine=encrypted,nd4j\nrelu");
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> Shards.of(new Shard(1, 3), cells, ESTIMATE));
    assertEquals(
        "3 shards: expected at most 2, for cells that are compared stay together", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "0/4", "5/4", "1/0", "a/b", "1/2/3", "-1/2", "1/99999"})
  void aShardIsAPartOfSoMany(String text) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> Shards.parse("--shard", text));
    assertTrue(e.getMessage().startsWith("--shard \"" + text + "\": expected"), e.getMessage());
  }

  private static List<Cell> shard(int index, int count) {
    return Shards.of(Shards.parse("--shard", index + "/" + count), PUBLISH.cells(), ESTIMATE);
  }
}
