package org.ringbench.plain;

import static jdk.incubator.vector.FloatVector.SPECIES_PREFERRED;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.FloatVector.zero;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * 8 rows x 2 vectors: 16 sums in flight, more than the latency of two FMA units needs, and 19 of
 * the 32 registers that AVX-512 has. Written out, since C2 keeps vectors in registers only as
 * locals.
 */
final class Tile8x2 implements VectorTile {
  private static final VectorSpecies<Float> SPECIES = SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int COLS = 2 * LANES;

  @Override
  public int rows() {
    return 8;
  }

  @Override
  public int cols() {
    return COLS;
  }

  @Override
  public void compute(
      int k,
      float[] x,
      int xAt,
      int xRow,
      int xInner,
      float[] packed,
      float[] out,
      int outAt,
      int outRow) {
    int x0 = xAt;
    int x1 = x0 + xRow;
    int x2 = x1 + xRow;
    int x3 = x2 + xRow;
    int x4 = x3 + xRow;
    int x5 = x4 + xRow;
    int x6 = x5 + xRow;
    int x7 = x6 + xRow;
    FloatVector s0a = zero(SPECIES);
    FloatVector s0b = zero(SPECIES);
    FloatVector s1a = zero(SPECIES);
    FloatVector s1b = zero(SPECIES);
    FloatVector s2a = zero(SPECIES);
    FloatVector s2b = zero(SPECIES);
    FloatVector s3a = zero(SPECIES);
    FloatVector s3b = zero(SPECIES);
    FloatVector s4a = zero(SPECIES);
    FloatVector s4b = zero(SPECIES);
    FloatVector s5a = zero(SPECIES);
    FloatVector s5b = zero(SPECIES);
    FloatVector s6a = zero(SPECIES);
    FloatVector s6b = zero(SPECIES);
    FloatVector s7a = zero(SPECIES);
    FloatVector s7b = zero(SPECIES);
    for (int i = 0; i < k; i++) {
      int at = i * xInner;
      FloatVector a = fromArray(SPECIES, packed, i * COLS);
      FloatVector b = fromArray(SPECIES, packed, i * COLS + LANES);
      FloatVector v0 = broadcast(SPECIES, x[x0 + at]);
      s0a = v0.fma(a, s0a);
      s0b = v0.fma(b, s0b);
      FloatVector v1 = broadcast(SPECIES, x[x1 + at]);
      s1a = v1.fma(a, s1a);
      s1b = v1.fma(b, s1b);
      FloatVector v2 = broadcast(SPECIES, x[x2 + at]);
      s2a = v2.fma(a, s2a);
      s2b = v2.fma(b, s2b);
      FloatVector v3 = broadcast(SPECIES, x[x3 + at]);
      s3a = v3.fma(a, s3a);
      s3b = v3.fma(b, s3b);
      FloatVector v4 = broadcast(SPECIES, x[x4 + at]);
      s4a = v4.fma(a, s4a);
      s4b = v4.fma(b, s4b);
      FloatVector v5 = broadcast(SPECIES, x[x5 + at]);
      s5a = v5.fma(a, s5a);
      s5b = v5.fma(b, s5b);
      FloatVector v6 = broadcast(SPECIES, x[x6 + at]);
      s6a = v6.fma(a, s6a);
      s6b = v6.fma(b, s6b);
      FloatVector v7 = broadcast(SPECIES, x[x7 + at]);
      s7a = v7.fma(a, s7a);
      s7b = v7.fma(b, s7b);
    }
    int at = outAt;
    s0a.intoArray(out, at);
    s0b.intoArray(out, at + LANES);
    at += outRow;
    s1a.intoArray(out, at);
    s1b.intoArray(out, at + LANES);
    at += outRow;
    s2a.intoArray(out, at);
    s2b.intoArray(out, at + LANES);
    at += outRow;
    s3a.intoArray(out, at);
    s3b.intoArray(out, at + LANES);
    at += outRow;
    s4a.intoArray(out, at);
    s4b.intoArray(out, at + LANES);
    at += outRow;
    s5a.intoArray(out, at);
    s5b.intoArray(out, at + LANES);
    at += outRow;
    s6a.intoArray(out, at);
    s6b.intoArray(out, at + LANES);
    at += outRow;
    s7a.intoArray(out, at);
    s7b.intoArray(out, at + LANES);
  }
}
