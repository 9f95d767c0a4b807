package org.ringbench.ring;

/** Matrix multiplication as plain loops. */
class Gemm {
  /** acc += factor * the sum of the terms' products. */
  void multiply(long factor, MatmulTerm[] terms, HeapTensor acc) {
    for (MatmulTerm term : terms) {
      multiply(factor, term, acc);
    }
  }

  private static void multiply(long factor, MatmulTerm term, HeapTensor acc) {
    HeapTensor x = (HeapTensor) term.x();
    HeapTensor y = (HeapTensor) term.y();
    int m = term.m();
    int k = term.k();
    int n = term.n();
    int xRow = term.transposeX() ? 1 : k;
    int xStep = term.transposeX() ? m : 1;
    for (int i = 0; i < m; i++) {
      int a = x.offset + i * xRow;
      int z = acc.offset + i * n;
      if (term.transposeY()) {
        for (int j = 0; j < n; j++) {
          long sum = 0;
          for (int p = 0; p < k; p++) {
            sum += x.words[a + p * xStep] * y.words[y.offset + j * k + p];
          }
          acc.words[z + j] += factor * sum;
        }
      } else {
        for (int p = 0; p < k; p++) {
          long scale = factor * x.words[a + p * xStep];
          int b = y.offset + p * n;
          for (int j = 0; j < n; j++) {
            acc.words[z + j] += scale * y.words[b + j];
          }
        }
      }
    }
  }
}
