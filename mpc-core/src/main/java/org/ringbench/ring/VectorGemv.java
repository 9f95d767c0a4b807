package org.ringbench.ring;

import static jdk.incubator.vector.VectorOperators.ADD;
import static org.ringbench.ring.Vectors.LENGTH;
import static org.ringbench.ring.Vectors.SPECIES;

import jdk.incubator.vector.LongVector;

/**
 * Products of a matrix and a vector: each word of the matrix is used once, so it is read where it
 * lies, row by row, four rows at a time.
 */
final class VectorGemv {
  private static final int ROWS = 4;

  private VectorGemv() {}

  /** acc += factor * op(x) * op(y), where acc is a row or a column. */
  static void multiply(long factor, MatmulTerm term, HeapTensor acc) {
    boolean column = term.n() == 1;
    HeapTensor matrix = (HeapTensor) (column ? term.x() : term.y());
    HeapTensor vector = (HeapTensor) (column ? term.y() : term.x());
    // The inner dimension runs along the matrix's rows in x, and in y where that is transposed.
    if (column != (column ? term.transposeX() : term.transposeY())) {
      addDots(factor, matrix, vector, acc);
    } else {
      addRows(factor, matrix, vector, acc);
    }
  }

  /** acc_i += factor * the dot product of row i and the vector. */
  private static void addDots(long factor, HeapTensor matrix, HeapTensor vector, HeapTensor acc) {
    int rows = matrix.shape().rows();
    int cols = matrix.shape().cols();
    int end = SPECIES.loopBound(cols);
    int row = 0;
    for (; row <= rows - ROWS; row += ROWS) {
      int r0 = matrix.offset + row * cols;
      int r1 = r0 + cols;
      int r2 = r1 + cols;
      int r3 = r2 + cols;
      LongVector s0 = LongVector.zero(SPECIES);
      LongVector s1 = LongVector.zero(SPECIES);
      LongVector s2 = LongVector.zero(SPECIES);
      LongVector s3 = LongVector.zero(SPECIES);
      for (int col = 0; col < end; col += LENGTH) {
        LongVector v = LongVector.fromArray(SPECIES, vector.words, vector.offset + col);
        s0 = s0.add(LongVector.fromArray(SPECIES, matrix.words, r0 + col).mul(v));
        s1 = s1.add(LongVector.fromArray(SPECIES, matrix.words, r1 + col).mul(v));
        s2 = s2.add(LongVector.fromArray(SPECIES, matrix.words, r2 + col).mul(v));
        s3 = s3.add(LongVector.fromArray(SPECIES, matrix.words, r3 + col).mul(v));
      }
      int out = acc.offset + row;
      acc.words[out] += factor * (s0.reduceLanes(ADD) + dot(matrix, r0, vector, end, cols));
      acc.words[out + 1] += factor * (s1.reduceLanes(ADD) + dot(matrix, r1, vector, end, cols));
      acc.words[out + 2] += factor * (s2.reduceLanes(ADD) + dot(matrix, r2, vector, end, cols));
      acc.words[out + 3] += factor * (s3.reduceLanes(ADD) + dot(matrix, r3, vector, end, cols));
    }
    for (; row < rows; row++) {
      long sum = dot(matrix, matrix.offset + row * cols, vector, 0, cols);
      acc.words[acc.offset + row] += factor * sum;
    }
  }

  private static long dot(HeapTensor matrix, int row, HeapTensor vector, int from, int cols) {
    long sum = 0;
    for (int col = from; col < cols; col++) {
      sum += matrix.words[row + col] * vector.words[vector.offset + col];
    }
    return sum;
  }

  /** acc += factor * the sum of the rows, each times its word of the vector. */
  private static void addRows(long factor, HeapTensor matrix, HeapTensor vector, HeapTensor acc) {
    int rows = matrix.shape().rows();
    int cols = matrix.shape().cols();
    int row = 0;
    for (; row <= rows - ROWS; row += ROWS) {
      int at = vector.offset + row;
      addFourRows(
          factor * vector.words[at],
          factor * vector.words[at + 1],
          factor * vector.words[at + 2],
          factor * vector.words[at + 3],
          matrix.words,
          matrix.offset + row * cols,
          cols,
          acc);
    }
    for (; row < rows; row++) {
      long scale = factor * vector.words[vector.offset + row];
      int from = matrix.offset + row * cols;
      for (int col = 0; col < cols; col++) {
        acc.words[acc.offset + col] += scale * matrix.words[from + col];
      }
    }
  }

  private static void addFourRows(
      long f0, long f1, long f2, long f3, long[] words, int from, int cols, HeapTensor acc) {
    int r1 = from + cols;
    int r2 = r1 + cols;
    int r3 = r2 + cols;
    int col = 0;
    for (int end = SPECIES.loopBound(cols); col < end; col += LENGTH) {
      int out = acc.offset + col;
      LongVector.fromArray(SPECIES, acc.words, out)
          .add(LongVector.fromArray(SPECIES, words, from + col).mul(f0))
          .add(LongVector.fromArray(SPECIES, words, r1 + col).mul(f1))
          .add(LongVector.fromArray(SPECIES, words, r2 + col).mul(f2))
          .add(LongVector.fromArray(SPECIES, words, r3 + col).mul(f3))
          .intoArray(acc.words, out);
    }
    for (; col < cols; col++) {
      acc.words[acc.offset + col] +=
          f0 * words[from + col]
              + f1 * words[r1 + col]
              + f2 * words[r2 + col]
              + f3 * words[r3 + col];
    }
  }
}
