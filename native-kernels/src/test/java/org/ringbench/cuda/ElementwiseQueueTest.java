package org.ringbench.cuda;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringbench.ring.Shape;

class ElementwiseQueueTest {
  private static final int BASE = 4096;
  private static final int WORDS = 48;
  private static final int CHAINS = ElementwiseCommands.MOST * 72;

  private final FakeLauncher launcher = new FakeLauncher();
  private final ElementwiseQueue queue = new ElementwiseQueue(launcher);

  private static DeviceTensor at(int word, int size) {
    return new DeviceTensor(null, BASE + 8L * word, Shape.row(size));
  }

  /** The number of chains of each launch, after a flush. */
  private List<Integer> chains() {
    queue.flush();
    List<Integer> counts = new ArrayList<>();
    for (FakeLauncher.Launch launch : launcher.launches) {
      int chains = 0;
      while (endBlock(launch.parameters(), chains) < launch.grid().x()) {
        chains++;
      }
      counts.add(chains + 1);
    }
    return counts;
  }

  @Test
  void joinsWhatDependsAtTheSameIndex() {
    queue.sub(at(0, 8), at(8, 8), at(16, 8));
    queue.axpy(3, at(16, 8), at(24, 8));
    queue.add(at(16, 8), at(24, 8), at(16, 8));
    assertEquals(List.of(1), chains());
  }

  @Test
  void separatesWhatIsIndependent() {
    queue.sub(at(0, 8), at(8, 8), at(16, 8));
    queue.add(at(0, 5), at(8, 5), at(32, 5));
    assertEquals(List.of(2), chains());
  }

  @Test
  void mergesChainsThatMeet() {
    queue.copy(at(0, 8), at(8, 8));
    queue.copy(at(0, 8), at(16, 8));
    queue.clear(at(24, 4));
    queue.add(at(8, 8), at(16, 8), at(32, 8));
    assertEquals(List.of(2), chains());
  }

  @Test
  void flushesBeforeAnotherIndexIsRead() {
    queue.copy(at(0, 8), at(8, 8));
    queue.copy(at(9, 4), at(20, 4)); // Words 1 to 4 of the copy.
    assertEquals(List.of(1, 1), chains());
  }

  @Test
  void flushesBeforeASameStartOfAnotherSizeIsRead() {
    queue.copy(at(0, 8), at(8, 8));
    queue.copy(at(8, 4), at(20, 4));
    assertEquals(List.of(1, 1), chains());
  }

  @Test
  void flushesBeforeWhatIsReadElsewhereIsOverwritten() {
    queue.copy(at(0, 8), at(8, 8));
    queue.clear(at(2, 3));
    assertEquals(List.of(1, 1), chains());
  }

  @Test
  void flushesBeforeAQueuedOutputIsBroadcast() {
    queue.copy(at(0, 2), at(2, 2));
    queue.addRow(1, at(2, 2), new DeviceTensor(null, BASE + 80, new Shape(3, 2)));
    assertEquals(List.of(1, 1), chains());
  }

  @Test
  void takesARowAddedToARowAsElementwise() {
    queue.copy(at(0, 2), at(2, 2));
    queue.addRow(1, at(2, 2), at(10, 2));
    assertEquals(List.of(1), chains());
  }

  @Test
  void flushesAFullQueue() {
    for (int i = 0; i <= ElementwiseCommands.MOST; i++) {
      queue.addConstant(i, at(0, 3));
    }
    assertEquals(List.of(1, 1), chains());
    assertTrue(queue.isEmpty());
  }

  @Test
  void marksWhatLiesOnSixteenBytes() {
    queue.add(at(0, 4), at(4, 4), at(8, 4));
    queue.add(at(0, 4), at(13, 4), at(20, 4));
    queue.flush();
    MemorySegment p = launcher.launches.getFirst().parameters();
    assertEquals((byte) (0x80 | 1), p.get(JAVA_BYTE, 70));
    assertEquals((byte) 1, p.get(JAVA_BYTE, 72 + 70));
  }

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  /** Random operations on random overlapping words: in launches, as they would be one by one. */
  @ParameterizedTest
  @MethodSource("seeds")
  void equalsOneByOne(int seed) {
    Random random = new Random(seed);
    long[] expected = random.longs(WORDS).toArray();
    long[] actual = expected.clone();
    for (int i = 0; i < 60; i++) {
      operation(random, expected);
    }
    queue.flush();
    assertTrue(launcher.launches.size() < 60, "nothing was fused");
    for (FakeLauncher.Launch launch : launcher.launches) {
      execute(launch, actual, random);
    }
    assertArrayEquals(expected, actual);
  }

  private void operation(Random random, long[] words) {
    int n = 1 + random.nextInt(6);
    int out = random.nextInt(WORDS / 2 - n) * 2;
    int x = operand(random, n, out);
    int y = operand(random, n, out);
    long f = random.nextLong();
    switch (random.nextInt(6)) {
      case 0 -> {
        queue.copy(at(x, n), at(out, n));
        System.arraycopy(words, x, words, out, n);
      }
      case 1 -> {
        queue.sub(at(x, n), at(y, n), at(out, n));
        for (int i = 0; i < n; i++) {
          words[out + i] = words[x + i] - words[y + i];
        }
      }
      case 2 -> {
        queue.hadamard(f, at(x, n), at(y, n), at(out, n));
        for (int i = 0; i < n; i++) {
          words[out + i] += f * words[x + i] * words[y + i];
        }
      }
      case 3 -> {
        queue.addConstant(f, at(out, n));
        for (int i = 0; i < n; i++) {
          words[out + i] += f;
        }
      }
      case 4 -> {
        queue.clear(at(out, n));
        for (int i = 0; i < n; i++) {
          words[out + i] = 0;
        }
      }
      default -> {
        int row = x == out ? (out + n) % (WORDS - 1) : x;
        row = row == out ? (row + 1) % WORDS : row;
        queue.addRow(f, at(row, 1), new DeviceTensor(null, BASE + 8L * out, new Shape(n, 1)));
        for (int i = 0; i < n; i++) {
          words[out + i] += f * words[row];
        }
      }
    }
  }

  /** The output itself, or what does not overlap it. */
  private static int operand(Random random, int n, int out) {
    int x = random.nextInt(WORDS - n);
    while (x != out && x < out + n && out < x + n) {
      x = random.nextInt(WORDS - n);
    }
    return x;
  }

  private static int endBlock(MemorySegment p, int chain) {
    return p.get(JAVA_INT, CHAINS + 12L * chain + 4);
  }

  /** What the kernel does, with the elements of all chains in random order. */
  private static void execute(FakeLauncher.Launch launch, long[] words, Random random) {
    MemorySegment p = launch.parameters();
    List<int[]> tasks = new ArrayList<>();
    int first = 0;
    for (int chain = 0, block = 0; block < launch.grid().x(); chain++) {
      block = endBlock(p, chain);
      int end = p.get(JAVA_INT, CHAINS + 12L * chain + 8);
      for (int i = 0; i < p.get(JAVA_INT, CHAINS + 12L * chain); i++) {
        tasks.add(new int[] {i, first, end});
      }
      first = end;
    }
    Collections.shuffle(tasks, random);
    for (int[] task : tasks) {
      for (int command = task[1]; command < task[2]; command++) {
        execute(p.asSlice(72L * command, 72), words, task[0]);
      }
    }
  }

  private static void execute(MemorySegment c, long[] words, int i) {
    long f = c.get(JAVA_LONG, 56);
    long x = c.get(JAVA_BYTE, 69) > 0 ? words[word(c, 0) + i] : 0;
    long y = c.get(JAVA_BYTE, 69) > 1 ? words[word(c, 1) + i] : 0;
    long z = c.get(JAVA_BYTE, 69) > 2 ? words[word(c, 2) + i] : 0;
    words[word(c, 5) + i] =
        switch (c.get(JAVA_BYTE, 68)) {
          case 0 -> 0;
          case 1 -> x;
          case 3 -> x - y;
          case 5 -> x + f * y;
          case 6 -> x + f;
          case 7 -> x + f * y * z;
          case 14 -> x + f * words[word(c, 3) + i % c.get(JAVA_INT, 64)];
          default -> throw new AssertionError("operation " + c.get(JAVA_BYTE, 68));
        };
  }

  private static int word(MemorySegment c, int pointer) {
    return (int) (c.get(JAVA_LONG, 8L * pointer) - BASE) / 8;
  }
}
