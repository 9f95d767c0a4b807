package org.ringbench.ptx;

import java.util.List;

/** An operand as written, registers resolved. */
sealed interface Operand {
  /** A declared register; equal names in nested scopes are different registers. */
  final class Register implements Operand {
    final String name;
    final Type type;

    /** Its index among the predicates or among the banks, -1 until it is used. */
    int index = -1;

    Register(String name, Type type) {
      this.name = name;
      this.type = type;
    }

    boolean predicate() {
      return type.kind() == 'p';
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A literal: an integer, or the bits of a float. */
  record Literal(long value, int floatBits) implements Operand {}

  /** A variable, label or special register. */
  record Symbol(String name) implements Operand {}

  /** {@code [base + offset]}. */
  record Address(Operand base, long offset) implements Operand {}

  /** {@code {a, b, ...}}. */
  record Vector(List<Operand> elements) implements Operand {}

  /** {@code _}: the result is not wanted. */
  record Sink() implements Operand {}

  /** {@code !p}. */
  record Not(Operand predicate) implements Operand {}

  /** {@code p|q}, or {@code d|p}. */
  record Pair(Operand first, Operand second) implements Operand {}
}
