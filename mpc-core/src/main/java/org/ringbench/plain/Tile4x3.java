package org.ringbench.plain;

import static jdk.incubator.vector.FloatVector.SPECIES_PREFERRED;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.FloatVector.zero;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * 4 rows x 3 vectors: 12 sums, 3 vectors and a broadcast in the 16 registers of AVX2 (8 x 2 would
 * spill). Written out, since C2 keeps vectors in registers only as locals.
 */
final class Tile4x3 implements VectorTile {
  private static final VectorSpecies<Float> SPECIES = SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int COLS = 3 * LANES;

  @Override
  public int rows() {
    return 4;
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
    FloatVector s0a = zero(SPECIES);
    FloatVector s0b = zero(SPECIES);
    FloatVector s0c = zero(SPECIES);
    FloatVector s1a = zero(SPECIES);
    FloatVector s1b = zero(SPECIES);
    FloatVector s1c = zero(SPECIES);
    FloatVector s2a = zero(SPECIES);
    FloatVector s2b = zero(SPECIES);
    FloatVector s2c = zero(SPECIES);
    FloatVector s3a = zero(SPECIES);
    FloatVector s3b = zero(SPECIES);
    FloatVector s3c = zero(SPECIES);
    for (int i = 0; i < k; i++) {
      int at = i * xInner;
      FloatVector a = fromArray(SPECIES, packed, i * COLS);
      FloatVector b = fromArray(SPECIES, packed, i * COLS + LANES);
      FloatVector c = fromArray(SPECIES, packed, i * COLS + 2 * LANES);
      FloatVector v0 = broadcast(SPECIES, x[x0 + at]);
      s0a = v0.fma(a, s0a);
      s0b = v0.fma(b, s0b);
      s0c = v0.fma(c, s0c);
      FloatVector v1 = broadcast(SPECIES, x[x1 + at]);
      s1a = v1.fma(a, s1a);
      s1b = v1.fma(b, s1b);
      s1c = v1.fma(c, s1c);
      FloatVector v2 = broadcast(SPECIES, x[x2 + at]);
      s2a = v2.fma(a, s2a);
      s2b = v2.fma(b, s2b);
      s2c = v2.fma(c, s2c);
      FloatVector v3 = broadcast(SPECIES, x[x3 + at]);
      s3a = v3.fma(a, s3a);
      s3b = v3.fma(b, s3b);
      s3c = v3.fma(c, s3c);
    }
    int at = outAt;
    s0a.intoArray(out, at);
    s0b.intoArray(out, at + LANES);
    s0c.intoArray(out, at + 2 * LANES);
    at += outRow;
    s1a.intoArray(out, at);
    s1b.intoArray(out, at + LANES);
    s1c.intoArray(out, at + 2 * LANES);
    at += outRow;
    s2a.intoArray(out, at);
    s2b.intoArray(out, at + LANES);
    s2c.intoArray(out, at + 2 * LANES);
    at += outRow;
    s3a.intoArray(out, at);
    s3b.intoArray(out, at + LANES);
    s3c.intoArray(out, at + 2 * LANES);
  }
}
