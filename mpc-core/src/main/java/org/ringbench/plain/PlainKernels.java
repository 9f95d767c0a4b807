package org.ringbench.plain;

/**
 * Kernels without the Vector API. The matrix product keeps 4 x 4 sums in registers; the JIT makes
 * no vectors of such loops, but they outrun rows added to rows, which it does not vectorise either
 * (the arrays might overlap).
 */
final class PlainKernels implements FloatKernels {
  private static final int TILE = 4;

  @Override
  public String description() {
    return "plain loops";
  }

  @Override
  public int panelCols() {
    return TILE;
  }

  @Override
  public int panelRows() {
    return TILE;
  }

  @Override
  public int scratchSize(Product p) {
    return 0;
  }

  @Override
  public void multiply(Product p, int rowFrom, int rowTo, int colFrom, int colTo, float[] scratch) {
    int tiledRows = rowTo - (rowTo - rowFrom) % TILE;
    int tiledCols = colTo - (colTo - colFrom) % TILE;
    for (int row = rowFrom; row < tiledRows; row += TILE) {
      for (int col = colFrom; col < tiledCols; col += TILE) {
        tile(p, row, col);
      }
    }
    singles(p, rowFrom, tiledRows, tiledCols, colTo);
    singles(p, tiledRows, rowTo, colFrom, colTo);
  }

  private static void tile(Product p, int row, int col) {
    float[] x = p.x;
    float[] y = p.y;
    int x0 = row * p.xRow;
    int x1 = x0 + p.xRow;
    int x2 = x1 + p.xRow;
    int x3 = x2 + p.xRow;
    int y0 = col * p.yCol;
    int y1 = y0 + p.yCol;
    int y2 = y1 + p.yCol;
    int y3 = y2 + p.yCol;
    float s00 = 0;
    float s01 = 0;
    float s02 = 0;
    float s03 = 0;
    float s10 = 0;
    float s11 = 0;
    float s12 = 0;
    float s13 = 0;
    float s20 = 0;
    float s21 = 0;
    float s22 = 0;
    float s23 = 0;
    float s30 = 0;
    float s31 = 0;
    float s32 = 0;
    float s33 = 0;
    for (int i = 0; i < p.k; i++) {
      int xi = i * p.xInner;
      int yi = i * p.yInner;
      float b0 = y[y0 + yi];
      float b1 = y[y1 + yi];
      float b2 = y[y2 + yi];
      float b3 = y[y3 + yi];
      float a0 = x[x0 + xi];
      s00 += a0 * b0;
      s01 += a0 * b1;
      s02 += a0 * b2;
      s03 += a0 * b3;
      float a1 = x[x1 + xi];
      s10 += a1 * b0;
      s11 += a1 * b1;
      s12 += a1 * b2;
      s13 += a1 * b3;
      float a2 = x[x2 + xi];
      s20 += a2 * b0;
      s21 += a2 * b1;
      s22 += a2 * b2;
      s23 += a2 * b3;
      float a3 = x[x3 + xi];
      s30 += a3 * b0;
      s31 += a3 * b1;
      s32 += a3 * b2;
      s33 += a3 * b3;
    }
    int at = row * p.n + col;
    store(p.out, at, s00, s01, s02, s03);
    at += p.n;
    store(p.out, at, s10, s11, s12, s13);
    at += p.n;
    store(p.out, at, s20, s21, s22, s23);
    at += p.n;
    store(p.out, at, s30, s31, s32, s33);
  }

  private static void store(float[] out, int at, float a, float b, float c, float d) {
    out[at] = a;
    out[at + 1] = b;
    out[at + 2] = c;
    out[at + 3] = d;
  }

  private static void singles(Product p, int rowFrom, int rowTo, int colFrom, int colTo) {
    for (int row = rowFrom; row < rowTo; row++) {
      for (int col = colFrom; col < colTo; col++) {
        float sum = 0;
        for (int i = 0; i < p.k; i++) {
          sum += p.x[row * p.xRow + i * p.xInner] * p.y[i * p.yInner + col * p.yCol];
        }
        p.out[row * p.n + col] = sum;
      }
    }
  }

  @Override
  public void sign(float[] x, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] >= 0 ? 1 : 0;
    }
  }

  @Override
  public float sum(float[] x) {
    float sum = 0;
    for (float value : x) {
      sum += value;
    }
    return sum;
  }
}
