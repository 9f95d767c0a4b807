package org.ringbench.cuda.jcuda;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.ringbench.cuda.driver.CudaStatus;

/**
 * Numbers for JCuda's handle objects, whose value only JCuda can read. A number is not used again
 * before four billion others, so a destroyed handle is found out here and not by a crash.
 */
final class Handles<T> {
  private final String kind;
  private final List<T> objects = new ArrayList<>();
  private final List<Long> numbers = new ArrayList<>();
  private final List<Integer> unused = new ArrayList<>();
  private int made;

  /**
   * An empty table.
   *
   * @param kind for messages, such as {@code stream}
   */
  Handles(String kind) {
    this.kind = kind;
  }

  /** Numbers an object. */
  synchronized long add(T object) {
    if (unused.isEmpty()) {
      unused.add(objects.size());
      objects.add(null);
      numbers.add(0L);
    }
    int slot = unused.removeLast();
    made++;
    long number = ((long) made << 32) | (slot + 1);
    objects.set(slot, object);
    numbers.set(slot, number);
    return number;
  }

  /** The object of a number. */
  synchronized T get(long number) {
    int slot = (int) number - 1;
    if (slot < 0 || slot >= objects.size() || numbers.get(slot) != number) {
      throw CudaStatus.failure(
          CudaStatus.INVALID_HANDLE,
          "use of %s 0x%x, destroyed or never made".formatted(kind, number));
    }
    return objects.get(slot);
  }

  /** Destroys an object: its number is gone even where the driver reports a failure. */
  void remove(long number, Function<T, Integer> destroy, String asked) {
    T object = get(number);
    synchronized (this) {
      clear((int) number - 1);
    }
    CudaStatus.check(destroy.apply(object), asked);
  }

  /** Forgets the objects that went with another. */
  synchronized void forget(Predicate<T> gone) {
    for (int slot = 0; slot < objects.size(); slot++) {
      if (numbers.get(slot) != 0 && gone.test(objects.get(slot))) {
        clear(slot);
      }
    }
  }

  private void clear(int slot) {
    objects.set(slot, null);
    numbers.set(slot, 0L);
    unused.add(slot);
  }
}
