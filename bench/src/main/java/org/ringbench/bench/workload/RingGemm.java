package org.ringbench.bench.workload;

import java.util.SplittableRandom;
import org.ringbench.ring.MatmulTerm;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackendProvider;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;

/**
 * A matrix product in the ring, added to what is there, as the protocols use it: n products are n
 * times the first, exactly.
 */
public final class RingGemm implements Workload {
  private static final long SEED = 1;
  private static final int COUNTED = 3;

  private final RingBackend backend;
  private final MatmulTerm[] product;
  private final RingTensor sum;
  private final RingTensor first;
  private final long[] firstWord = new long[1];
  private final long[] expected;
  private long products;

  /**
   * Gets everything ready and checks the first product.
   *
   * @param size rows, inner dimension and columns, such as 64x784x128
   * @throws WrongAnswerException if it is wrong
   */
  public RingGemm(String size, RingBackendProvider provider) {
    String[] sides = size.split("x", -1);
    int m = Integer.parseInt(sides[0]);
    int k = Integer.parseInt(sides[1]);
    int n = Integer.parseInt(sides[2]);
    SplittableRandom random = new SplittableRandom(SEED);
    long[] x = random.longs((long) m * k).toArray();
    long[] y = random.longs((long) k * n).toArray();
    backend = provider.create();
    product = new MatmulTerm[] {new MatmulTerm(tensor(x, m, k), false, tensor(y, k, n), false)};
    sum = backend.allocate(new Shape(m, n));
    first = sum.view(0, Shape.row(1));
    expected = multiply(x, y, m, k, n);
    run();
    check();
  }

  private RingTensor tensor(long[] words, int rows, int cols) {
    RingTensor tensor = backend.allocate(new Shape(rows, cols));
    backend.upload(words, 0, tensor);
    return tensor;
  }

  private static long[] multiply(long[] x, long[] y, int m, int k, int n) {
    long[] z = new long[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < k; j++) {
        long factor = x[i * k + j];
        for (int l = 0; l < n; l++) {
          z[i * n + l] += factor * y[j * n + l];
        }
      }
    }
    return z;
  }

  @Override
  public void run() {
    backend.matmul(1, product, sum);
    backend.download(first, firstWord, 0); // a backend that queues is done only now
    products++;
  }

  @Override
  public Tally count() {
    long multiplyAdds = (long) product[0].m() * product[0].k() * product[0].n();
    return Tally.local(1, multiplyAdds, Allocation.each(COUNTED, this::run));
  }

  @Override
  public void check() {
    long[] words = new long[expected.length];
    backend.download(sum, words, 0);
    for (int i = 0; i < words.length; i++) {
      if (words[i] != products * expected[i]) {
        throw new WrongAnswerException("element %d of the product is wrong".formatted(i));
      }
    }
  }

  @Override
  public void close() {
    backend.close();
  }
}
