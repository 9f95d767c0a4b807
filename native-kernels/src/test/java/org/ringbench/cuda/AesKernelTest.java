package org.ringbench.cuda;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
    return new Key(new AesKey(key), twins.java.prg(key));
  }

  private void expand(Key key, long stream, long firstBlock, Twin out) {
    aes.expand(key.device, stream, firstBlock, out.device());
    twins.java.expand(key.java, stream + STEP, firstBlock, out.java());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 63, 64, 511, 1024, 5003})
  void equalsTheJce(int words) {
    Random random = new Random(words);
    for (int i = 0; i < 6; i++) {
      Twin out = twins.words(Shape.row(words));
      expand(key(random), random.nextLong(), i < 2 ? -2 : random.nextLong(), out);
      twins.assertSame(out);
    }
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
        twins.java.expand(key.java, -4, (long) numbers[i] * ((cols + 1) / 2), row);
      }
    }
    twins.assertSame(out);
  }
}
