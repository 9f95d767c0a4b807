package org.ringbench.ptx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class CoverageTest {
  private static final String TEXT =
      """
      .version 8.0
      .target sm_80
      .entry k(.param .u32 n) {
        .reg .b32 %r<3>; .reg .pred %p;
        ld.param.u32 %r0, [n];
        mov.u32 %r1, %tid.x;
        setp.lt.u32 %p, %r1, %r0;
        @%p bra LESS;
        add.s32 %r1, %r1, 1;
        bra.uni END;
        LESS: sub.s32 %r1, %r1, 1;
        END: @%p sub.s32 %r1, %r1, 1;
        ret;
      }
      .entry never() { ret; }
      """;

  private static void run(PtxModule module, Coverage coverage, int n, int threads) {
    new Interpreter(
            new DeviceMemory(), new Options(1000, WarpOrder.FORWARD, 0, true, coverage, threads))
        .run(module.kernel("k"), 4, 1, 1, 32, 0, MemorySegment.ofArray(new int[] {n}));
  }

  @Test
  void countsInstructionsAndWays() {
    PtxModule module = PtxModule.parse("m", TEXT);
    Coverage none = new Coverage();
    run(module, none, 0, 1);
    assertEquals(new Coverage.Summary("k", 9, 7, 2, 1), none.kernels().iterator().next());
    assertTrue(none.report().contains("line 8, bra: never taken"), none.report());
    assertTrue(none.report().contains("line 11, sub.s32: never executed"), none.report());
    assertTrue(none.report().contains("line 12, sub.s32: never executed"), none.report());
    assertEquals(128, none.executedLines(module.kernel("k")).get(9));
    Coverage all = new Coverage();
    run(module, all, 99, 2);
    assertTrue(all.report().contains("line 8, bra: always taken"), all.report());
    assertEquals(0.5, all.branchShare());
    all.merge(none);
    assertEquals(1, all.branchShare());
    assertEquals(1, all.instructionShare());
    assertFalse(all.report().contains("line"), all.report());
    all.declare(module);
    assertEquals(0.9, all.instructionShare());
    Coverage both = new Coverage();
    run(module, both, 7, 1);
    assertEquals(1, both.branchShare());
  }

  @Test
  void countsWhatALaunchExecuted() {
    PtxModule module =
        PtxModule.parse(
            "m",
            Snippet.HEADER
                + Snippet.kernel(
                    "k",
                    ".shared .align 8 .b8 s[8192];\n",
                    """
                    mov.u32 %r10, s;
                    mad.lo.u32 %r11, %r31, 8, %r10;
                    st.shared.u64 [%r11], %d0;
                    mad.lo.u32 %r11, %r31, 128, %r10;
                    st.shared.u32 [%r11], %r0;
                    setp.lt.u32 %p10, %r31, 8;
                    @%p10 ld.shared.u32 %r12, [s];
                    """));
    DeviceMemory memory = new DeviceMemory();
    long in = memory.allocate(2048);
    long out = memory.allocate(512);
    memory.clear(in, 2048);
    LaunchCounts counts =
        new Interpreter(memory, Options.defaults())
            .run(module.kernel("k"), 1, 1, 1, 32, 0, MemorySegment.ofArray(new long[] {in, out}));
    assertEquals(module.kernel("k").instructions(), counts.warpInstructions());
    assertEquals(counts.warpInstructions() * 32 - 24, counts.laneInstructions());
    assertEquals(8L * 8 * 32, counts.globalBytesLoaded());
    assertEquals(2L * 8 * 32, counts.globalBytesStored());
    assertEquals(32 * 8 + 32 * 4 + 8 * 4, counts.sharedBytes());
    // Inputs lie 64 bytes apart, outputs 16: a load touches 32 sectors, a store 16.
    assertEquals(8 * 32 + 2 * 16, counts.globalSectors());
    // The stores 128 bytes apart all meet in one bank.
    assertEquals(31, counts.sharedConflictCycles());
    assertEquals(2, counts.byOpcode().get("mad.lo.u32"));
    assertEquals(8, counts.byOpcode().get("ld.global.u64"));
    assertEquals(counts.warpInstructions() * 2, counts.plus(counts).warpInstructions());
  }
}
