package org.ringbench.ptx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Layouts of fragments, after the text of the PTX ISA and not after the implementation. */
class MatrixTest {
  /**
   * PTX ISA, "Matrix Fragments for mma.m16n8k16 with .u8/.s8" and "... mma.m16n8k32": for element i
   * of a lane's fragment, groupID = laneid >> 2 and threadID = laneid % 4, where is it in the
   * matrix.
   */
  private static int rowOfA(int depth, int lane, int i) {
    int group = lane >> 2;
    if (depth == 16) {
      return i < 4 ? group : group + 8;
    }
    return (i < 4) || (i >= 8 && i < 12) ? group : group + 8;
  }

  private static int columnOfA(int depth, int lane, int i) {
    int thread = lane % 4;
    if (depth == 16) {
      return thread * 4 + (i & 3);
    }
    return i < 8 ? thread * 4 + (i & 3) : thread * 4 + (i & 3) + 16;
  }

  private static int rowOfB(int lane, int i) {
    return i < 4 ? (lane % 4) * 4 + (i & 3) : (lane % 4) * 4 + (i & 3) + 16;
  }

  @ParameterizedTest
  @CsvSource({
    "16,u8,u8",
    "16,s8,s8",
    "32,u8,u8",
    "32,u8,s8",
    "32,s8,u8",
    "32,s8,s8",
  })
  void multiplies(int depth, String typeA, String typeB) {
    SplittableRandom random = new SplittableRandom(depth);
    byte[][] a = new byte[16][depth];
    byte[][] b = new byte[depth][8];
    int[][] c = new int[16][8];
    for (byte[] row : a) {
      random.nextBytes(row);
    }
    for (byte[] row : b) {
      random.nextBytes(row);
    }
    for (int[] row : c) {
      java.util.Arrays.setAll(row, i -> random.nextInt());
    }
    long[][] inputs = new long[32][8];
    for (int lane = 0; lane < 32; lane++) {
      for (int i = 0; i < depth / 2; i++) {
        long digit = a[rowOfA(depth, lane, i)][columnOfA(depth, lane, i)] & 0xFFL;
        inputs[lane][i / 8] |= digit << (8 * (i % 8));
      }
      for (int i = 0; i < depth / 4; i++) {
        inputs[lane][2] |= (b[rowOfB(lane, i)][lane >> 2] & 0xFFL) << (8 * i);
      }
      for (int i = 0; i < 4; i++) {
        // PTX ISA: row = groupID for c0 and c1, groupID + 8 for c2 and c3; column = 2 threadID + (i
        // & 1).
        long value = c[(lane >> 2) + (i < 2 ? 0 : 8)][(lane % 4) * 2 + (i & 1)] & 0xFFFF_FFFFL;
        inputs[lane][3 + i / 2] |= value << (32 * (i & 1));
      }
    }
    String split =
        """
        mov.b64 {%r10, %r11}, %d0;
        mov.b64 {%r12, %r13}, %d1;
        mov.b64 {%r14, %r15}, %d2;
        mov.b64 {%r16, %r17}, %d3;
        mov.b64 {%r18, %r19}, %d4;
        """;
    String fragments =
        depth == 16 ? "{%r10, %r11}, {%r14}" : "{%r10, %r11, %r12, %r13}, {%r14, %r15}";
    String body =
        split
            + "mma.sync.aligned.m16n8k%d.row.col.s32.%s.%s.s32 ".formatted(depth, typeA, typeB)
            + "{%r16, %r17, %r18, %r19}, "
            + fragments
            + ", {%r16, %r17, %r18, %r19};\n"
            + "mov.b64 %d8, {%r16, %r17};\nmov.b64 %d9, {%r18, %r19};";
    long[][] results = Snippet.run("", body, inputs);
    for (int lane = 0; lane < 32; lane++) {
      for (int i = 0; i < 4; i++) {
        int row = (lane >> 2) + (i < 2 ? 0 : 8);
        int column = (lane % 4) * 2 + (i & 1);
        int sum = c[row][column];
        for (int k = 0; k < depth; k++) {
          sum += digit(a[row][k], typeA) * digit(b[k][column], typeB);
        }
        assertEquals(sum, (int) (results[lane][i / 2] >>> (32 * (i & 1))), "lane " + lane);
      }
    }
  }

  private static int digit(byte value, String type) {
    return type.equals("u8") ? value & 0xFF : value;
  }

  /** PTX ISA, "ldmatrix": lane l gets elements 2 (l % 4) and the next of row l / 4. */
  @ParameterizedTest
  @CsvSource({"1,false", "2,false", "4,false", "1,true", "2,true", "4,true"})
  void loadsMatrices(int count, boolean transposed) {
    String stores =
        """
        mov.u32 %r10, tile;
        mad.lo.u32 %r11, %r31, 16, %r10;
        st.shared.v2.u64 [%r11], {%d0, %d1};
        bar.sync 0;
        xor.b32 %r12, %r31, 3;
        mad.lo.u32 %r11, %r12, 16, %r10;
        mov.u32 %r21, 0; mov.u32 %r22, 0; mov.u32 %r23, 0;
        """;
    String targets =
        count == 1 ? "{%r20}" : count == 2 ? "{%r20, %r21}" : "{%r20, %r21, %r22, %r23}";
    String body =
        stores
            + "ldmatrix.sync.aligned.m8n8.x%d%s.shared.b16 %s, [%%r11];\n"
                .formatted(count, transposed ? ".trans" : "", targets)
            + "mov.b64 %d8, {%r20, %r21};\nmov.b64 %d9, {%r22, %r23};";
    SplittableRandom random = new SplittableRandom(count);
    long[][] inputs = new long[32][8];
    for (long[] row : inputs) {
      row[0] = random.nextLong();
      row[1] = random.nextLong();
    }
    long[][] results = Snippet.run(".shared .align 16 .b8 tile[512];\n", body, inputs);
    for (int lane = 0; lane < 32; lane++) {
      for (int matrix = 0; matrix < 4; matrix++) {
        long got = results[lane][matrix / 2] >>> (32 * (matrix & 1)) & 0xFFFF_FFFFL;
        long expected = 0;
        for (int half = 0; half < 2 && matrix < count; half++) {
          int row = transposed ? 2 * (lane % 4) + half : lane / 4;
          int column = transposed ? lane / 4 : 2 * (lane % 4) + half;
          long[] stored = inputs[(matrix * 8 + row) ^ 3];
          expected |= (stored[column / 4] >>> (16 * (column % 4)) & 0xFFFF) << (16 * half);
        }
        assertEquals(expected, got, "lane " + lane + " matrix " + matrix);
      }
    }
  }

  @Test
  void saturates() {
    String body =
        """
        mov.b32 %r10, 0x01010101;
        mov.b32 %r11, 0x7ffffff0;
        mma.sync.aligned.m16n8k32.row.col.satfinite.s32.u8.u8.s32 {%r16, %r17, %r18, %r19},
          {%r10, %r10, %r10, %r10}, {%r10, %r10}, {%r11, %r11, %r11, %r11};
        cvt.u64.u32 %d8, %r19;
        """;
    assertEquals(0x7FFF_FFFF, Snippet.run("", body, Snippet.threads(32))[31][0]);
  }
}
