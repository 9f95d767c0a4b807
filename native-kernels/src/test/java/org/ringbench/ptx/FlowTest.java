package org.ringbench.ptx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Divergence and reconvergence (PTX ISA, "Divergence of Threads in Control Constructs"). */
class FlowTest {
  private static void check(String body, int threads, LongUnaryOperator expected) {
    long[][] results = Snippet.run("", body, Snippet.threads(threads));
    for (int i = 0; i < threads; i++) {
      assertEquals(expected.applyAsLong(i), results[i][0], "thread " + i);
    }
  }

  /** The lanes that are together at the end: a full warp if it has reconverged. */
  private static final String TOGETHER = "activemask.b32 %r8;\ncvt.u64.u32 %d8, %r8;";

  @Test
  void nestedBranchesReconverge() {
    String body =
        """
        and.b32 %r10, %r31, 1;
        setp.eq.s32 %p10, %r10, 0;
        and.b32 %r11, %r31, 2;
        setp.eq.s32 %p11, %r11, 0;
        @%p10 bra EVEN;
        @%p11 bra A;
        mov.u32 %r12, 1;
        bra B;
        A: mov.u32 %r12, 2;
        B: activemask.b32 %r13;
        bra JOIN;
        EVEN: mov.u32 %r12, 3;
        mov.u32 %r13, 0;
        JOIN:
        """;
    check(body + TOGETHER, 32, i -> 0xFFFF_FFFFL);
    check(body + "cvt.u64.u32 %d8, %r12;", 40, i -> i % 2 == 0 ? 3 : (i & 2) == 0 ? 2 : 1);
    check(body + "cvt.u64.u32 %d8, %r13;", 32, i -> i % 2 == 0 ? 0 : 0xAAAA_AAAAL);
  }

  @Test
  void loopsWithDifferentTripCountsReconverge() {
    String body =
        """
        mov.u32 %r10, 0;
        mov.u64 %d10, 0;
        LOOP: setp.ge.u32 %p10, %r10, %r31;
        @%p10 bra DONE;
        add.s32 %r10, %r10, 1;
        cvt.u64.u32 %d11, %r10;
        add.s64 %d10, %d10, %d11;
        bra.uni LOOP;
        DONE:
        """;
    check(body + "mov.u64 %d8, %d10;", 70, i -> i * (i + 1) / 2);
    check(body + TOGETHER, 32, i -> 0xFFFF_FFFFL);
  }

  @Test
  void aLoopThatEndsInTheMiddleReconverges() {
    String body =
        """
        mov.u32 %r10, 0;
        LOOP: add.s32 %r10, %r10, 1;
        setp.gt.u32 %p10, %r10, %r31;
        @%p10 bra OUT;
        and.b32 %r11, %r10, 1;
        setp.eq.s32 %p11, %r11, 0;
        @%p11 bra LOOP;
        bra LOOP;
        OUT:
        """;
    check(body + "cvt.u64.u32 %d8, %r10;", 33, i -> i + 1);
    check(body + TOGETHER, 32, i -> 0xFFFF_FFFFL);
  }

  @Test
  void blocksOutOfOrderWaitAtWarpInstructions() {
    // The join comes before one of its sides: the lowest position alone would shuffle too early.
    String body =
        """
        setp.lt.u32 %p10, %r31, 7;
        mov.u32 %r10, 5;
        @%p10 bra FAR;
        JOIN: shfl.sync.idx.b32 %r11, %r10, 3, 31, -1;
        cvt.u64.u32 %d8, %r11;
        bra END;
        FAR: mov.u32 %r10, 9;
        bra JOIN;
        END:
        """;
    check(body, 32, i -> 9);
  }

  @Test
  void anEarlyReturnLeavesTheOthers() {
    String body =
        """
        mov.u64 %d8, 1;
        setp.lt.u32 %p10, %r31, 5;
        @%p10 st.global.u64 [%d31], %d8;
        @%p10 st.global.u64 [%d31+8], %d8;
        @%p10 ret;
        activemask.b32 %r8;
        cvt.u64.u32 %d8, %r8;
        """;
    check(body, 32, i -> i < 5 ? 1 : 0xFFFF_FFE0L);
  }

  @Test
  void branchTables() {
    String body =
        """
        and.b32 %r10, %r31, 3;
        TABLE: .branchtargets A, B, A, C;
        brx.idx %r10, TABLE;
        A: mov.u64 %d8, 10;
        bra.uni END;
        B: mov.u64 %d8, 11;
        bra.uni END;
        C: mov.u64 %d8, 12;
        END: activemask.b32 %r8;
        cvt.u64.u32 %d9, %r8;
        """;
    long[][] results = Snippet.run("", body, Snippet.threads(32));
    for (int i = 0; i < 32; i++) {
      assertEquals(i % 4 == 1 ? 11 : i % 4 == 3 ? 12 : 10, results[i][0]);
      assertEquals(0xFFFF_FFFFL, results[i][1]);
    }
    PtxFault fault =
        assertThrows(
            PtxFault.class,
            () -> Snippet.run("", body.replace("%r31, 3", "%r31, 7"), Snippet.threads(32)));
    assertEquals(PtxFault.Kind.UNDEFINED, fault.kind());
  }

  @Test
  void scopesHideRegisters() {
    check("mov.u64 %d8, 1;\n{ .reg .b64 %d8;\nmov.u64 %d8, 2; }", 32, i -> 1);
  }

  @ParameterizedTest
  @EnumSource(WarpOrder.class)
  void everyOrderRunsEveryBlockOnce(WarpOrder order) {
    PtxModule module =
        PtxModule.parse(
            "m",
            Snippet.HEADER
                + """
                .visible .entry k(.param .u64 p) {
                .reg .b64 %d<3>; .reg .b32 %r<9>;
                ld.param.u64 %d0, [p];
                mov.u32 %r0, %ctaid.x; mov.u32 %r1, %ctaid.y; mov.u32 %r2, %ctaid.z;
                mov.u32 %r3, %nctaid.x; mov.u32 %r4, %nctaid.y; mov.u32 %r5, %ntid.x;
                mad.lo.s32 %r6, %r2, %r4, %r1; mad.lo.s32 %r6, %r6, %r3, %r0;
                mov.u32 %r7, %tid.x; mad.lo.s32 %r6, %r6, %r5, %r7;
                mul.wide.u32 %d1, %r6, 8; add.s64 %d1, %d1, %d0;
                red.global.add.u64 [%d1], 1;
                red.global.add.u64 [%d0], 1000;
                }
                """);
    for (int threads = 1; threads <= 2; threads++) {
      DeviceMemory memory = new DeviceMemory();
      long out = memory.allocate(8 * 42 * 40);
      memory.clear(out, 8 * 42 * 40);
      new Interpreter(memory, new Options(1 << 20, order, 77, true, null, threads))
          .run(
              module.kernel("k"),
              7,
              3,
              2,
              40,
              0,
              java.lang.foreign.MemorySegment.ofArray(new long[] {out}));
      long[] counts = new long[42 * 40];
      memory.read(out, java.lang.foreign.MemorySegment.ofArray(counts));
      assertEquals(1 + 1000L * counts.length, counts[0]);
      for (int i = 1; i < counts.length; i++) {
        assertEquals(1, counts[i], order + " thread " + i);
      }
    }
  }
}
