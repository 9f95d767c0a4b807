package org.ringbench.bench.workload;

import java.util.SplittableRandom;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackendProvider;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;

/**
 * A kernel of the ring on a vector, by one backend on one thread. A sum or a multiple is added up
 * over all runs and must be n times the first; another result is compared as the measurement left
 * it, and once more after its memory was cleared.
 */
public abstract class RingOperation implements Workload {
  private static final long SEED = 1;
  private static final int COUNTED = 3;

  private final int elements;
  private final long multiplyAdds;
  private final RingBackend backend;
  private final SplittableRandom random = new SplittableRandom(SEED);

  RingOperation(int elements, long multiplyAdds, RingBackendProvider provider) {
    this.elements = elements;
    this.multiplyAdds = multiplyAdds;
    backend = provider.create();
  }

  /**
   * Gets an operation ready and checks its first results.
   *
   * @param name add; scale by a public factor; truncate, one party's part of it; expand, of a seed;
   *     or open, one party's part of the opening of a masked value
   * @throws IllegalArgumentException if there is none of that name
   * @throws WrongAnswerException if the results are wrong
   */
  public static RingOperation open(String name, int elements, RingBackendProvider provider) {
    RingOperation operation =
        switch (name) {
          case "add" -> new RingSum(elements, provider);
          case "scale" -> new RingMultiple(elements, provider);
          case "truncate" -> new RingTruncation(elements, provider);
          case "expand" -> new RingExpansion(elements, provider);
          case "open" -> new RingOpening(elements, provider);
          default ->
              throw new IllegalArgumentException(
                  "operation \"%s\": expected add, scale, truncate, expand or open"
                      .formatted(name));
        };
    try {
      operation.run();
      operation.check();
    } catch (RuntimeException e) {
      operation.close();
      throw e;
    }
    return operation;
  }

  RingBackend backend() {
    return backend;
  }

  /** That many random words. */
  long[] random() {
    return random.longs(elements).toArray();
  }

  /** Zeros. */
  RingTensor tensor() {
    return backend.allocate(Shape.row(elements));
  }

  /** A tensor of these words. */
  RingTensor tensor(long[] words) {
    RingTensor tensor = tensor();
    backend.upload(words, 0, tensor);
    return tensor;
  }

  /** Asks for the kernels. */
  abstract void kernels();

  /** Compares the results of the latest run. */
  abstract void requireRight();

  /** Overwrites the results, unless they are sums. */
  void clear() {}

  @Override
  public final void run() {
    kernels();
    backend.synchronise();
  }

  @Override
  public final Tally count() {
    return Tally.local(1, multiplyAdds, Allocation.each(COUNTED, this::run));
  }

  @Override
  public final void check() {
    requireRight();
    clear();
    run();
    requireRight();
  }

  /** Compares a tensor with the words that it must hold, in units of {@code times}. */
  void require(RingTensor actual, long[] expected, long times) {
    long[] words = new long[elements];
    backend.download(actual, words, 0);
    for (int i = 0; i < elements; i++) {
      if (words[i] != times * expected[i]) {
        throw new WrongAnswerException(
            "element %d of the operation is %d: expected %d"
                .formatted(i, words[i], times * expected[i]));
      }
    }
  }

  @Override
  public final void close() {
    backend.close();
  }
}
