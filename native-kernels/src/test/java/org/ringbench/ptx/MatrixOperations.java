package org.ringbench.ptx;

import org.ringbench.ptx.MemoryAccess.Use;

/** Tensor cores (PTX ISA, "mma.sync", "ldmatrix"); fragments of 8-bit integers only. */
final class MatrixOperations {
  private static final int ROWS = 16;
  private static final int COLUMNS = 8;

  private MatrixOperations() {}

  private static int[] places(
      Statement s, KernelBuilder b, Operand operand, int count, boolean target) {
    return MemoryOperations.elements(s, operand, count).stream()
        .mapToInt(e -> target ? b.target(s, e, 32) : b.source(s, e, 32))
        .toArray();
  }

  /** {@code mma.sync.aligned.m16n8k(16|32).row.col.s32.(u8|s8).(u8|s8).s32}. */
  static final class Multiply extends Operation {
    private final int depth;
    private final boolean signedA;
    private final boolean signedB;
    private final boolean saturate;
    private final int[] d;
    private final int[] a;
    private final int[] b;
    private final int[] c;

    Multiply(Statement s, KernelBuilder builder) {
      super(s, Flow.CONVERGED);
      s.expect(4);
      java.util.regex.Matcher form =
          java.util.regex.Pattern.compile(
                  "mma\\.sync\\.aligned\\.m16n8k(16|32)\\.row\\.col(\\.satfinite)?"
                      + "\\.s32\\.([us])8\\.([us])8\\.s32")
              .matcher(s.opcode());
      if (!form.matches()) {
        throw s.unsupported("this form is not modelled");
      }
      depth = Integer.parseInt(form.group(1));
      saturate = form.group(2) != null;
      signedA = form.group(3).equals("s");
      signedB = form.group(4).equals("s");
      a = places(s, builder, s.operand(1), depth / 8, false);
      b = places(s, builder, s.operand(2), depth / 16, false);
      c = places(s, builder, s.operand(3), 4, false);
      d = places(s, builder, s.operand(0), 4, true);
    }

    @Override
    void execute(Warp w, int mask) {
      long[] r = w.r;
      int[] x = w.launch.matrixA;
      int[] y = w.launch.matrixB;
      unpack(r, x, y);
      int k = depth;
      for (int lane = 0; lane < 32; lane++) {
        for (int i = 0; i < 4; i++) {
          int row = (lane >> 2) + (i >= 2 ? 8 : 0);
          int column = (lane & 3) * 2 + (i & 1);
          int sum = 0;
          int fromA = row * 32;
          int fromB = column * 32;
          for (int at = 0; at < k; at++) {
            sum += x[fromA + at] * y[fromB + at];
          }
          long total = (long) (int) r[c[i] + lane] + sum;
          if (saturate) {
            total = Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, total));
          }
          w.launch.matrixD[i * 32 + lane] = total & Lanes.LOW;
        }
      }
      for (int i = 0; i < 4; i++) {
        System.arraycopy(w.launch.matrixD, i * 32, r, d[i], 32);
      }
    }

    /** Rows of A and columns of B as ints, from the lanes' fragments. */
    private void unpack(long[] r, int[] x, int[] y) {
      for (int lane = 0; lane < 32; lane++) {
        int group = lane >> 2;
        int within = (lane & 3) * 4;
        for (int i = 0; i < a.length; i++) {
          int value = (int) r[a[i] + lane];
          int at = (group + (i & 1) * 8) * 32 + within + (i >> 1) * 16;
          for (int byteIndex = 0; byteIndex < 4; byteIndex++) {
            int digit = value >>> (8 * byteIndex);
            x[at + byteIndex] = signedA ? (byte) digit : digit & 0xFF;
          }
        }
        for (int i = 0; i < b.length; i++) {
          int value = (int) r[b[i] + lane];
          int at = group * 32 + within + i * 16;
          for (int byteIndex = 0; byteIndex < 4; byteIndex++) {
            int digit = value >>> (8 * byteIndex);
            y[at + byteIndex] = signedB ? (byte) digit : digit & 0xFF;
          }
        }
      }
    }
  }

  /** Entries of the arrays that hold A, B and D for a moment. */
  static final int A_SIZE = ROWS * 32;

  static final int B_SIZE = COLUMNS * 32;
  static final int D_SIZE = ROWS * COLUMNS;

  /** {@code ldmatrix.sync.aligned.m8n8.(x1|x2|x4)(.trans)?.shared.b16}. */
  static final class LoadMatrix extends Operation {
    private final int count;
    private final boolean transposed;
    private final int[] to;
    private final MemoryOperations.AddressOf address;
    private final Space space;

    LoadMatrix(Statement s, KernelBuilder b) {
      super(s, Flow.CONVERGED);
      s.expect(2);
      java.util.regex.Matcher form =
          java.util.regex.Pattern.compile(
                  "ldmatrix\\.sync\\.aligned\\.m8n8\\.x([124])(\\.trans)?"
                      + "(\\.shared(?:::cta)?)?\\.b16")
              .matcher(s.opcode());
      if (!form.matches()) {
        throw s.unsupported("this form is not modelled");
      }
      count = Integer.parseInt(form.group(1));
      transposed = form.group(2) != null;
      space = form.group(3) != null ? Space.SHARED : Space.GENERIC;
      address = new MemoryOperations.AddressOf(s, s.operand(1), b);
      to = places(s, b, s.operand(0), count, true);
      b.sharedAccess(space, 16);
    }

    @Override
    void execute(Warp w, int mask) {
      Launch launch = w.launch;
      for (int row = 0; row < 8 * count; row++) {
        long at = address.of(w.r, row);
        launch.addresses[row] = at;
        MemoryAccess.resolve(w, space, row, at, 16, Use.READ);
        if (launch.space != Space.SHARED) {
          throw w.fault(PtxFault.Kind.OUT_OF_BOUNDS, row, "the row is not in shared memory");
        }
        launch.rows[row] = launch.at;
      }
      byte[] data = w.block.shared.data;
      for (int matrix = 0; matrix < count; matrix++) {
        for (int lane = 0; lane < 32; lane++) {
          int first = matrix * 8;
          long value;
          if (transposed) {
            int column = (lane >> 2) * 2;
            int row = first + (lane & 3) * 2;
            value =
                MemoryAccess.get(data, launch.rows[row] + column, 2)
                    | MemoryAccess.get(data, launch.rows[row + 1] + column, 2) << 16;
          } else {
            value = MemoryAccess.get(data, launch.rows[first + (lane >> 2)] + (lane & 3) * 4, 4);
          }
          w.r[to[matrix] + lane] = value;
        }
      }
      int lanes = count == 4 ? -1 : (1 << (8 * count)) - 1;
      MemoryOperations.count(launch, lanes, 0, 16, false);
    }
  }
}
