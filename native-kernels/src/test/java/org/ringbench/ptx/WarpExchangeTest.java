package org.ringbench.ptx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** PTX ISA, "shfl.sync", "vote.sync", "redux.sync", "match.sync", "activemask". */
class WarpExchangeTest {
  private static void check(String body, LongUnaryOperator expected) {
    long[][] results = Snippet.run("", body, Snippet.threads(32));
    for (int i = 0; i < 32; i++) {
      assertEquals(expected.applyAsLong(i), results[i][0], body + " lane " + i);
    }
  }

  @Test
  void shuffles() {
    String end = "cvt.u64.u32 %d8, %r8;";
    check("shfl.sync.idx.b32 %r8, %r31, 5, 31, -1;" + end, i -> 5);
    check("shfl.sync.idx.b32 %r8, %r31, 37, 31, -1;" + end, i -> 5);
    check("shfl.sync.bfly.b32 %r8, %r31, 5, 31, -1;" + end, i -> i ^ 5);
    check("shfl.sync.up.b32 %r8, %r31, 3, 0, -1;" + end, i -> i < 3 ? i : i - 3);
    check("shfl.sync.down.b32 %r8, %r31, 3, 31, -1;" + end, i -> i + 3 > 31 ? i : i + 3);
    // A width of 8: the segment mask is 0x18, in bits 8 to 12.
    check("shfl.sync.idx.b32 %r8, %r31, 10, 0x181f, -1;" + end, i -> (i & 24) | 2);
    check("shfl.sync.up.b32 %r8, %r31, 1, 0x1800, -1;" + end, i -> i % 8 == 0 ? i : i - 1);
    check("shfl.sync.down.b32 %r8, %r31, 1, 0x181f, -1;" + end, i -> i % 8 == 7 ? i : i + 1);
    check("shfl.sync.bfly.b32 %r8, %r31, 9, 0x181f, -1;" + end, i -> (i ^ 9) > (i | 7) ? i : i ^ 9);
    check(
        "shfl.sync.down.b32 %r8|%p8, %r31, 3, 31, -1;" + Snippet.result('p'),
        i -> i + 3 <= 31 ? 1 : 0);
    // In place, from a register that is overwritten.
    check("shfl.sync.bfly.b32 %r31, %r31, 1, 31, -1; cvt.u64.u32 %d8, %r31;", i -> i ^ 1);
  }

  @Test
  void votes() {
    String five = "setp.gt.u32 %p10, %r31, 26;";
    check(five + "vote.sync.ballot.b32 %r8, %p10, -1; cvt.u64.u32 %d8, %r8;", i -> 0xF800_0000L);
    check(five + "vote.sync.ballot.b32 %r8, !%p10, -1; cvt.u64.u32 %d8, %r8;", i -> 0x07FF_FFFFL);
    check(five + "vote.sync.any.pred %p8, %p10, -1;" + Snippet.result('p'), i -> 1);
    check(five + "vote.sync.all.pred %p8, %p10, -1;" + Snippet.result('p'), i -> 0);
    check(five + "vote.sync.uni.pred %p8, %p10, -1;" + Snippet.result('p'), i -> 0);
    check(
        "setp.ge.u32 %p10, %r31, 0; vote.sync.all.pred %p8, %p10, -1;" + Snippet.result('p'),
        i -> 1);
    check(
        "setp.lt.u32 %p10, %r31, 0; vote.sync.uni.pred %p8, %p10, -1;" + Snippet.result('p'),
        i -> 1);
  }

  @Test
  void votesOfAPart() {
    check(
        """
        setp.lt.u32 %p10, %r31, 8;
        and.b32 %r10, %r31, 1;
        setp.eq.s32 %p11, %r10, 1;
        @%p10 vote.sync.ballot.b32 %r8, %p11, 0xff;
        @!%p10 mov.u32 %r8, 0;
        cvt.u64.u32 %d8, %r8;
        """,
        i -> i < 8 ? 0xAA : 0);
  }

  @Test
  void reductions() {
    String end = "cvt.u64.u32 %d8, %r8;";
    String value = "sub.s32 %r10, %r31, 3;\n";
    check(value + "redux.sync.add.u32 %r8, %r10, -1;" + end, i -> 400);
    check(value + "redux.sync.add.s32 %r8, %r10, -1;" + end, i -> 400);
    check(value + "redux.sync.min.s32 %r8, %r10, -1;" + end, i -> 0xFFFF_FFFDL);
    check(value + "redux.sync.min.u32 %r8, %r10, -1;" + end, i -> 0);
    check(value + "redux.sync.max.s32 %r8, %r10, -1;" + end, i -> 28);
    check(value + "redux.sync.max.u32 %r8, %r10, -1;" + end, i -> 0xFFFF_FFFFL);
    check("redux.sync.and.b32 %r8, %r31, -1;" + end, i -> 0);
    check("redux.sync.or.b32 %r8, %r31, -1;" + end, i -> 31);
    check("redux.sync.xor.b32 %r8, %r31, -1;" + end, i -> 0);
  }

  @Test
  void matches() {
    String end = "cvt.u64.u32 %d8, %r8;";
    check(
        "and.b32 %r10, %r31, 1; match.any.sync.b32 %r8, %r10, -1;" + end,
        i -> i % 2 == 0 ? 0x5555_5555L : 0xAAAA_AAAAL);
    check("match.all.sync.b32 %r8|%p8, %r31, -1;" + Snippet.result('p'), i -> 0);
    check("match.all.sync.b64 %r8|%p8, %d9, -1;" + Snippet.result('p'), i -> 1);
    check("match.any.sync.b64 %r8, %d9, -1;" + end, i -> 0xFFFF_FFFFL);
  }

  @Test
  void transposesBitsByBallots() {
    // Bit i of lane j's ballot result is bit j of lane i's word.
    String body =
        """
        mul.lo.u32 %r10, %r31, 0x9E3779B1;
        mov.u32 %r11, 0;
        mov.u32 %r12, 0;
        LOOP: shr.u32 %r13, %r10, %r12;
        and.b32 %r13, %r13, 1;
        setp.ne.u32 %p10, %r13, 0;
        vote.sync.ballot.b32 %r14, %p10, -1;
        setp.eq.u32 %p11, %r12, %r31;
        selp.b32 %r11, %r14, %r11, %p11;
        add.u32 %r12, %r12, 1;
        setp.lt.u32 %p12, %r12, 32;
        @%p12 bra LOOP;
        cvt.u64.u32 %d8, %r11;
        """;
    check(
        body,
        i -> {
          long column = 0;
          for (int row = 0; row < 32; row++) {
            column |= (long) ((row * 0x9E37_79B1) >>> (int) i & 1) << row;
          }
          return column;
        });
  }

  @Test
  void specialRegisters() {
    check("mov.u32 %r8, %lanemask_lt; cvt.u64.u32 %d8, %r8;", i -> (1L << i) - 1);
    check("mov.u32 %r8, %lanemask_ge; cvt.u64.u32 %d8, %r8;", i -> 0xFFFF_FFFFL & -(1L << i));
    check("mov.u32 %r8, %lanemask_gt; cvt.u64.u32 %d8, %r8;", i -> 0xFFFF_FFFFL & -(2L << i));
    check("mov.u32 %r8, %lanemask_le; cvt.u64.u32 %d8, %r8;", i -> (2L << i) - 1);
    check("mov.u32 %r8, %lanemask_eq; cvt.u64.u32 %d8, %r8;", i -> 1L << i);
    check("mov.u32 %r8, %ntid.x; cvt.u64.u32 %d8, %r8;", i -> 32);
    check("mov.u32 %r8, WARP_SZ; cvt.u64.u32 %d8, %r8;", i -> 32);
    check(
        "mov.u64 %d10, %clock64; mov.u64 %d11, %clock64; setp.lt.u64 %p8, %d10, %d11;"
            + Snippet.result('p'),
        i -> 1);
  }
}
