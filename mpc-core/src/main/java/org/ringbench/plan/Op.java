package org.ringbench.plan;

import org.ringbench.ring.Shape;

/** What a node of a {@link Plan} computes; the arguments stand in the node. */
public sealed interface Op {
  /** A value from outside. */
  record Input(String name, Kind kind) implements Op {}

  /** What an input is. */
  enum Kind {
    /** Rows of the features: multiplied, hence masked, once for each row. */
    FEATURES,
    /** Rows of the labels: only added and subtracted. */
    LABELS,
    /** State that the plan's output of the same name replaces. */
    PARAMETER
  }

  /** Matrix product. */
  record MatMul(Transpose transpose) implements Op {}

  /** Sum. */
  record Add() implements Op {}

  /** Difference. */
  record Sub() implements Op {}

  /** Row added to every row. */
  record AddRow() implements Op {}

  /** Sum of the rows. */
  record SumRows() implements Op {}

  /** Sum of all elements. */
  record Sum() implements Op {}

  /** Elementwise product. */
  record Hadamard() implements Op {}

  /** Elementwise square. */
  record Square() implements Op {}

  /** The bits [x >= 0]. */
  record Sign() implements Op {}

  /** A bit times a value. */
  record Select() implements Op {}

  /** A public factor times a value. */
  record Scale(double factor) implements Op {}

  /** A public factor times a value, plus another. */
  record Axpy(double factor) implements Op {}

  /** A declared bound. */
  record Bounded(double magnitude) implements Op {}

  /** The start of reduced precision. */
  record Reduced() implements Op {}

  /** The shape that this operation gives. */
  default Shape shapeOf(Shape[] a) {
    return switch (this) {
      case Input _ -> throw new IllegalStateException("an input brings its shape");
      case MatMul(Transpose t) -> {
        Shape x = t.left() ? a[0].transposed() : a[0];
        Shape y = t.right() ? a[1].transposed() : a[1];
        require(x.cols() == y.rows(), "MatMul", a);
        yield new Shape(x.rows(), y.cols());
      }
      case Add _, Sub _, Hadamard _, Select _, Axpy _ -> {
        require(a[0].equals(a[1]), getClass().getSimpleName(), a);
        yield a[0];
      }
      case AddRow _ -> {
        require(a[1].rows() == 1 && a[1].cols() == a[0].cols(), "AddRow", a);
        yield a[0];
      }
      case SumRows _ -> Shape.row(a[0].cols());
      case Sum _ -> Shape.row(1);
      case Square _, Sign _, Scale _, Bounded _, Reduced _ -> a[0];
    };
  }

  private static void require(boolean fits, String op, Shape[] a) {
    if (!fits) {
      throw new IllegalArgumentException(op + " of shapes " + a[0] + " and " + a[1] + ": no fit");
    }
  }
}
