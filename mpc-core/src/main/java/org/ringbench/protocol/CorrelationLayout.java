package org.ringbench.protocol;

import java.util.ArrayList;
import java.util.List;
import org.ringbench.ring.Shape;

/**
 * The randomness of one run of a schedule: which pieces there are, where they stand in memory and
 * where in a seed's stream.
 *
 * <p>A party holds all pieces in one tensor, seeded ones first and dealt ones behind them, so that
 * the dealer's message is a copy of the tail. Every piece starts at an even word, as an AES block
 * does.
 */
public final class CorrelationLayout {
  /** The step of the streams that belong to rows of data and to no step. */
  private static final long STATIC = 0xFFFF_FFFFL;

  private final List<Component> components = new ArrayList<>();
  private int seededWords;
  private int dealtWords;
  private final List<Integer> offsets = new ArrayList<>();

  Component seeded(Shape shape) {
    return add(shape, false);
  }

  Component dealt(Shape shape) {
    return add(shape, true);
  }

  private Component add(Shape shape, boolean dealt) {
    Component component = new Component(components.size(), shape, dealt);
    components.add(component);
    int words = shape.size() + (shape.size() & 1);
    if (dealt) {
      offsets.add(dealtWords);
      dealtWords = Math.addExact(dealtWords, words);
    } else {
      offsets.add(seededWords);
      seededWords = Math.addExact(seededWords, words);
    }
    return component;
  }

  /** All pieces. */
  public List<Component> components() {
    return components;
  }

  /** The words of a party's tensor. */
  public int words() {
    return seededWords + dealtWords;
  }

  /** The words that a party expands from its own seed: party 0 all, party 1 all but the dealt. */
  public int expandedWords(int party) {
    return party == 0 ? words() : seededWords;
  }

  /** The words that come from the dealer: the tail of the tensor. */
  public int dealtWords() {
    return dealtWords;
  }

  /** The first of the dealt words. */
  public int dealtOffset() {
    return seededWords;
  }

  /** The first word of a piece within a party's tensor. */
  public int offset(Component component) {
    return offsets.get(component.id()) + (component.dealt() ? seededWords : 0);
  }

  /** The first word of a dealt piece within the dealer's message. */
  public int dealtOffset(Component component) {
    return offsets.get(component.id());
  }

  /**
   * The stream of a step. A piece stands in it as in a party's tensor: word {@link #offset} is the
   * first of block {@code offset / 2}.
   */
  public static long stream(long step) {
    if (step < 0 || step >= STATIC) {
      throw new IllegalArgumentException("step " + step + ": a session has 0 to " + (STATIC - 1));
    }
    return step << 32;
  }

  /**
   * The stream of the masks of a data set's rows, which are the same at every step: see {@link
   * org.ringbench.ring.RingBackend#expandRows}.
   */
  public static long rowStream(int data) {
    return STATIC << 32 | data;
  }
}
