package org.ringbench.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringbench.cuda.KernelTwins.Twin;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;

/** The kernels of aes.cu against the JCE, as the java backend calls it. */
class AesKernelTest {
  private static final long STEP = 0x1_0000_0007L;

  /** One key on both. */
  private record Key(AesKey device, RingBackend.Prg java) {}

  private final KernelTwins twins = new KernelTwins(3);
  private final AesKernels aes = new AesKernels(twins.kernels, step());

  private long step() {
    return twins.kernels.tensor(Shape.row(1), 0, new long[] {STEP}).address();
  }

  private Key key(Random random) {
    byte[] key = new byte[16];
    random.nextBytes(key);
    return new Key(aes.key(key), twins.java.prg(key));
  }

  private void expand(Key key, long stream, long firstBlock, Twin out, boolean accumulate) {
    aes.expand(key.device, stream, firstBlock, out.device(), accumulate);
    twins.java.expand(key.java, stream + STEP, firstBlock, out.java(), accumulate);
  }

  static LongStream seeds() {
    return LongStream.range(0, 6);
  }

  /** More jobs and keys than a launch takes, with sums that depend on what is queued. */
  @ParameterizedTest
  @MethodSource("seeds")
  void equalsTheJce(long seed) {
    Random random = new Random(seed);
    List<Key> keys = new ArrayList<>();
    List<Twin> outs = new ArrayList<>();
    for (int i = 0; i < AesKernels.KEYS + 1; i++) {
      keys.add(key(random));
    }
    for (int words : new int[] {1, 2, 3, 8, 63, 64, 511, 1024, 5003}) {
      outs.add(twins.words(Shape.row(words)));
    }
    for (int i = 0; i < AesKernels.JOBS + 10; i++) {
      Key key = keys.get(random.nextInt(random.nextInt(8) == 0 ? keys.size() : 2));
      Twin out = outs.get(random.nextInt(outs.size()));
      long firstBlock = random.nextInt(3) == 0 ? -2 : random.nextLong();
      expand(key, random.nextLong(), firstBlock, out, random.nextBoolean());
    }
    aes.flush();
    outs.forEach(twins::assertSame);
  }

  @Test
  void expandsSharesAndTheirSumsInOneLaunch() {
    Random random = new Random(7);
    Key zero = key(random);
    Key one = key(random);
    List<Twin> outs = new ArrayList<>();
    for (int i = 0; i < AesKernels.JOBS / 2; i++) {
      outs.add(twins.words(Shape.row(10 + i)));
      expand(zero, i, 0, outs.getLast(), false);
      expand(one, i, 0, outs.getLast(), true);
    }
    aes.flush();
    outs.forEach(twins::assertSame);
    assertEquals(1, twins.kernels.launches());
  }

  @ParameterizedTest
  @CsvSource({"5, 1", "9, 7", "9, 8", "700, 13", "700, 12"})
  void expandsRows(int rows, int cols) {
    Random random = new Random(cols);
    Key key = key(random);
    int[] numbers = random.ints(rows, -3, 60_000).toArray();
    numbers[0] = -1;
    Twin out = twins.words(new Shape(rows, cols));
    aes.expandRows(key.device, -4, twins.kernels.rows(numbers), out.device());
    for (int i = 0; i < rows; i++) {
      if (numbers[i] >= 0) {
        RingTensor row = out.java().view(i * cols, Shape.row(cols));
        twins.java.expand(key.java, -4, (long) numbers[i] * ((cols + 1) / 2), row, false);
      }
    }
    twins.assertSame(out);
  }
}
