package org.ringbench.plan;

/** Which operand of a matrix product is transposed. */
public enum Transpose {
  /** x * y. */
  NONE,
  /** x' * y. */
  LEFT,
  /** x * y'. */
  RIGHT;

  /** Whether the left operand is. */
  public boolean left() {
    return this == LEFT;
  }

  /** Whether the right operand is. */
  public boolean right() {
    return this == RIGHT;
  }
}
