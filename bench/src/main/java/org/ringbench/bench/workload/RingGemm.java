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

  private final ProductShape shape;
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
    shape = ProductShape.of(size);
    SplittableRandom random = new SplittableRandom(SEED);
    long[] x = random.longs(shape.left().size()).toArray();
    long[] y = random.longs(shape.right().size()).toArray();
    backend = provider.create();
    product =
        new MatmulTerm[] {
          new MatmulTerm(tensor(x, shape.left()), false, tensor(y, shape.right()), false)
        };
    sum = backend.allocate(shape.product());
    first = sum.view(0, Shape.row(1));
    expected = shape.multiply(x, y);
    run();
    check();
  }

  private RingTensor tensor(long[] words, Shape of) {
    RingTensor tensor = backend.allocate(of);
    backend.upload(words, 0, tensor);
    return tensor;
  }

  @Override
  public void run() {
    backend.matmul(1, product, sum);
    backend.download(first, firstWord, 0); // a backend that queues is done only now
    products++;
  }

  @Override
  public Tally count() {
    return Tally.local(1, shape.multiplyAdds(), Allocation.each(COUNTED, this::run));
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
