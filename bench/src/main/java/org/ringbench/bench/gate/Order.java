package org.ringbench.bench.gate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The order in which forks are measured: random, and balanced. Each round goes over all cases in a
 * fresh random order; within a case, of two rounds one measures the left side first and the other
 * the right side, in random order, so that what the first fork of a pair has over the second
 * cancels at any number of rounds but for one.
 */
final class Order {
  private final Random random;
  private final Map<Object, Boolean> pending = new HashMap<>();

  Order(long seed) {
    random = new Random(seed);
  }

  /** The cases of the next round. */
  <T> List<T> round(List<T> cases) {
    List<T> shuffled = new ArrayList<>(cases);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  /** Whether the left side of a case comes first in its next pair. */
  boolean isLeftFirst(Object key) {
    Boolean owed = pending.remove(key);
    if (owed != null) {
      return owed;
    }
    boolean first = random.nextBoolean();
    pending.put(key, !first);
    return first;
  }
}
