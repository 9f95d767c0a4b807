package org.ringbench.ptx;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ringbench.ptx.PtxFault.Kind;

/** For each check a kernel that must fault, and its neighbour that must not. */
class ChecksTest {
  private static final String SHARED = ".shared .align 16 .b8 s[2048];\n";

  /** The thread's own word of shared memory in {@code %r10}, its neighbour warp's in %r11. */
  private static final String PLACES =
      """
      mov.u32 %r10, s;
      mad.lo.u32 %r10, %r31, 16, %r10;
      xor.b32 %r11, %r31, 32;
      mov.u32 %r12, s;
      mad.lo.u32 %r11, %r11, 16, %r12;
      """;

  private static Options options(WarpOrder order) {
    return new Options(100_000, order, 3, true, null);
  }

  private static PtxFault faults(Kind kind, String body, int threads, WarpOrder order) {
    PtxFault fault =
        assertThrows(
            PtxFault.class,
            () -> Snippet.run(SHARED, body, Snippet.threads(threads), options(order)),
            body);
    assertEquals(kind, fault.kind(), fault.getMessage());
    return fault;
  }

  private static PtxFault faults(Kind kind, String body, int threads) {
    return faults(kind, body, threads, WarpOrder.FORWARD);
  }

  private static void runs(String body, int threads) {
    for (WarpOrder order : WarpOrder.values()) {
      assertDoesNotThrow(
          () -> Snippet.run(SHARED, body, Snippet.threads(threads), options(order)), body);
    }
  }

  @Test
  void bounds() {
    runs("ld.global.u64 %d10, [%d30+56];", 32);
    PtxFault fault = faults(Kind.OUT_OF_BOUNDS, "ld.global.u64 %d10, [%d30+64];", 32);
    assertEquals(31, fault.lane());
    assertEquals(0, fault.warp());
    assertTrue(
        fault.getMessage().contains("byte 2048 of the 2048 of allocation"), fault.getMessage());
    assertTrue(fault.line() > 40, fault.getMessage());
    faults(Kind.OUT_OF_BOUNDS, "mov.u64 %d10, 0; ld.global.u64 %d10, [%d10];", 32);
    faults(Kind.OUT_OF_BOUNDS, "st.global.u64 [%d30+-2048], %d0;", 33);
    faults(Kind.OUT_OF_BOUNDS, "mov.u32 %r10, s; ld.shared.u32 %r10, [%r10+2048];", 32);
    faults(Kind.OUT_OF_BOUNDS, "mov.u32 %r10, s; st.shared.u32 [%r10+-4], %r31;", 32);
    faults(Kind.OUT_OF_BOUNDS, "ld.param.u64 %d10, [p+16];", 32);
    faults(Kind.OUT_OF_BOUNDS, "mov.u64 %d10, 16; ld.local.u64 %d10, [%d10];", 32);
    faults(Kind.READ_ONLY, "cvta.param.u64 %d10, 0; st.u64 [%d10], %d0;", 32);
  }

  @Test
  void alignment() {
    runs("ld.global.v2.u64 {%d10, %d11}, [%d30+16];", 32);
    faults(Kind.MISALIGNED, "ld.global.v2.u64 {%d10, %d11}, [%d30+8];", 32);
    faults(Kind.MISALIGNED, "ld.global.u64 %d10, [%d30+4];", 32);
    faults(Kind.MISALIGNED, "st.global.u16 [%d30+1], %h0;", 32);
    faults(Kind.MISALIGNED, "mov.u32 %r10, s; st.shared.u64 [%r10+4], %d0;", 32);
    faults(Kind.MISALIGNED, "ld.param.u64 %d10, [p+4];", 32);
  }

  @Test
  void uninitialisedMemory() {
    runs("st.global.u64 [%d31], %d0; ld.global.u64 %d10, [%d31];", 32);
    faults(Kind.UNINITIALISED, "st.global.u32 [%d31], %r0; ld.global.u64 %d10, [%d31];", 32);
    faults(Kind.UNINITIALISED, "ld.global.u8 %r10, [%d31];", 32);
    faults(Kind.UNINITIALISED, "atom.global.add.u32 %r10, [%d31], 1;", 32);
    runs(PLACES + "st.shared.u32 [%r10], %r31; ld.shared.u16 %h10, [%r10+2];", 64);
    faults(Kind.UNINITIALISED, PLACES + "ld.shared.u32 %r10, [%r10];", 64);
    faults(
        Kind.UNINITIALISED, PLACES + "st.shared.u16 [%r10], %h0; ld.shared.u32 %r10, [%r10];", 64);
  }

  @Test
  void uninitialisedRegisters() {
    faults(Kind.UNINITIALISED, "add.s32 %r10, %r11, 1;", 32);
    faults(Kind.UNINITIALISED, "addc.u32 %r10, 0, 0;", 32);
    faults(Kind.UNINITIALISED, "and.pred %p10, %p11, %p0;", 32);
    faults(Kind.UNINITIALISED, "@%p11 mov.u32 %r10, 1;", 32);
    String half = "setp.lt.u32 %p10, %r31, 16; @%p10 mov.u32 %r10, 1;\n";
    faults(Kind.UNINITIALISED, half + "add.s32 %r11, %r10, 1;", 32);
    runs(half + "@%p10 add.s32 %r11, %r10, 1;", 32);
    // A copy of what was never written is no use of it; a use of the copy is.
    runs("mov.u32 %r10, %r11;", 32);
    faults(Kind.UNINITIALISED, "mov.u32 %r10, %r11; not.b32 %r10, %r10;", 32);
  }

  @ParameterizedTest
  @EnumSource(WarpOrder.class)
  void races(WarpOrder order) {
    String write = PLACES + "st.shared.u32 [%r10], %r31;\n";
    runs(write + "bar.sync 0; ld.shared.u32 %r13, [%r11];", 64);
    // Without the barrier the second warp reads what the first wrote, or writes what it read.
    if (order == WarpOrder.FORWARD) {
      faults(
          Kind.RACE,
          "setp.lt.u32 %p10, %r31, 32;" + write + "@!%p10 ld.shared.u32 %r13, [%r11];",
          64,
          order);
    }
    String readers = write + "bar.sync 0; ld.shared.u32 %r13, [%r11];\n";
    faults(Kind.RACE, readers + "st.shared.u32 [%r10], %r13;", 64, order);
    runs(readers + "bar.sync 0; st.shared.u32 [%r10], %r13;", 64);
    // Two writes of one word: a race if they differ.
    faults(Kind.RACE, PLACES + "st.shared.u32 [s], %r31;", 64, order);
    runs("mov.u32 %r10, 5; st.shared.u32 [s], %r10;", 64);
    // Other bytes of one word do not race, atomics neither.
    runs(
        "shr.u32 %r10, %r31, 5; mov.u32 %r11, s; add.s32 %r10, %r10, %r11;"
            + "st.shared.u8 [%r10], %r10;",
        64);
    String zero = "setp.eq.u32 %p10, %r31, 0; mov.u32 %r10, 0; @%p10 st.shared.u32 [s], %r10;\n";
    runs(zero + "bar.sync 0; atom.shared.add.u32 %r11, [s], 1;", 64);
    faults(
        Kind.RACE,
        zero + "bar.sync 0; atom.shared.add.u32 %r11, [s], 1;" + "ld.shared.u32 %r12, [s];",
        64,
        order);
  }

  @Test
  void namedBarriersOrderOnlyThoseThatMeet() {
    String write = PLACES + "st.shared.u32 [%r10], %r31; setp.lt.u32 %p10, %r31, 64;\n";
    runs(write + "@%p10 bar.sync 1, 64; @%p10 ld.shared.u32 %r13, [%r11];", 96);
    // The third warp met nobody.
    PtxFault fault =
        faults(
            Kind.RACE,
            write + "@%p10 bar.sync 1, 64; @%p10 ld.shared.u32 %r13, [s+1024];",
            96,
            WarpOrder.REVERSE);
    assertTrue(fault.getMessage().contains("warp 2"), fault.getMessage());
    // A producer that only arrives, and a consumer that waits.
    runs(
        PLACES
            + """
            setp.lt.u32 %p10, %r31, 32;
            @%p10 st.shared.u32 [%r10], %r31;
            @%p10 bar.arrive 2, 64;
            @!%p10 bar.sync 2, 64;
            @!%p10 ld.shared.u32 %r13, [%r11];
            """,
        64);
  }

  @Test
  void racesAreOffWhereNotAsked() {
    Options off = new Options(100_000, WarpOrder.FORWARD, 0, false, null);
    assertDoesNotThrow(
        () -> Snippet.run(SHARED, "st.shared.u32 [s], %r31;", Snippet.threads(64), off));
  }

  private static final String COPY =
      PLACES + "cp.async.ca.shared.global [%r10], [%d30], 8;\ncp.async.commit_group;\n";

  @Test
  void asynchronousCopies() {
    String wait = "cp.async.wait_group 0;\n";
    runs(COPY + wait + "ld.shared.u64 %d10, [%r10];", 64);
    runs(COPY + wait + "bar.sync 0;\nld.shared.u64 %d10, [%r11];", 64);
    runs(COPY + "cp.async.wait_all;\nbar.sync 0;\nld.shared.u64 %d10, [%r11];", 64);
    // Not waited for, or only for the group before.
    faults(Kind.RACE, COPY + "ld.shared.u64 %d10, [%r10];", 64);
    faults(Kind.RACE, COPY + "bar.sync 0;\nld.shared.u64 %d10, [%r11];", 64);
    faults(Kind.RACE, COPY + "cp.async.wait_group 1;\nld.shared.u64 %d10, [%r10];", 64);
    faults(Kind.RACE, COPY + "st.shared.u64 [%r10], %d0;", 64);
    // Waited for, but no barrier: the neighbour may not read it yet.
    faults(
        Kind.RACE,
        COPY + wait + "setp.ge.u32 %p10, %r31, 32; @%p10 ld.shared.u64 %d10, [%r11];",
        64);
    // A barrier before the wait does not help.
    faults(Kind.RACE, COPY + "bar.sync 0;\n" + wait + "ld.shared.u64 %d10, [%r11];", 64);
    // At issue: another warp still reads what the copy overwrites.
    String read = PLACES + "st.shared.u64 [%r10], %d0; bar.sync 0; ld.shared.u64 %d10, [%r11];\n";
    String copy = "cp.async.ca.shared.global [%r10], [%d30], 8;\n";
    faults(Kind.RACE, read + copy, 64);
    runs(read + "bar.sync 0;\n" + copy, 64);
    // Two stages: the older group has landed, the younger one not.
    String stages =
        COPY
            + "cp.async.ca.shared.global [%r10+8], [%d30+8], 8;\ncp.async.commit_group;\n"
            + "cp.async.wait_group 1;\n";
    runs(stages + "ld.shared.u64 %d10, [%r10];", 64);
    faults(Kind.RACE, stages + "ld.shared.u64 %d10, [%r10+8];", 64);
  }

  @Test
  void barriers() {
    runs("bar.sync 0; barrier.sync 1; barrier.sync.aligned 2, 64;", 64);
    String low = "setp.lt.u32 %p10, %r31, 5;\n";
    faults(Kind.BARRIER, low + "@%p10 bra SKIP; bar.sync 0; SKIP:", 32);
    faults(Kind.BARRIER, low + "@%p10 bar.sync 0;", 32);
    faults(Kind.BARRIER, low + "@%p10 bra A; bar.sync 0; bra B; A: bar.sync 0; B:", 32);
    // A warp that has left does not come.
    String first = "setp.lt.u32 %p10, %r31, 32;\n";
    PtxFault fault = faults(Kind.BARRIER, first + "@%p10 ret; bar.sync 0;", 64);
    assertTrue(
        fault.getMessage().contains("32 threads wait at barrier 0, which needs 64"),
        fault.getMessage());
    faults(Kind.BARRIER, first + "@%p10 ret; bar.sync 0, 64;", 64);
    runs(first + "@%p10 bra END; bar.sync 0, 32; END:", 64);
    faults(Kind.BARRIER, low + "@%p10 ret; bar.sync 0;", 32);
    faults(Kind.BARRIER, "bar.sync 0, 48;", 64);
    faults(Kind.BARRIER, "bar.arrive 0, 96;", 96 - 32);
    faults(Kind.BARRIER, first + "@%p10 bar.arrive 0, 64;", 64);
    // Diverged lanes that meet in front of the barrier.
    runs(low + "@%p10 bra A; mov.u32 %r10, 1; bra B; A: mov.u32 %r10, 2; B: bar.sync 0;", 64);
  }

  @Test
  void warpInstructions() {
    String low = "setp.lt.u32 %p10, %r31, 5;\n";
    faults(Kind.WARP_DIVERGENCE, low + "@%p10 shfl.sync.idx.b32 %r10, %r31, 0, 31, -1;", 32);
    runs(low + "@%p10 shfl.sync.idx.b32 %r10, %r31, 0, 31, 31;", 32);
    faults(Kind.WARP_DIVERGENCE, low + "@%p10 ret; vote.sync.any.pred %p11, %p10, -1;", 32);
    faults(Kind.WARP_DIVERGENCE, "bar.warp.sync 3;", 32);
    runs("bar.warp.sync -1;", 32);
    faults(
        Kind.WARP_DIVERGENCE,
        "selp.b32 %r10, 31, -32, %p0; vote.sync.any.pred %p11, %p0, %r10;",
        32);
    faults(Kind.INACTIVE_LANE, low + "@%p10 shfl.sync.idx.b32 %r10, %r31, 9, 31, 31;", 32);
    // A warp of fewer threads cannot do matrices.
    String mma =
        """
        mov.b32 %r10, 0;
        mma.sync.aligned.m16n8k32.row.col.s32.u8.u8.s32 {%r12, %r13, %r14, %r15},
          {%r10, %r10, %r10, %r10}, {%r10, %r10}, {%r10, %r10, %r10, %r10};
        """;
    runs(mma, 64);
    faults(Kind.WARP_DIVERGENCE, mma, 40);
    faults(Kind.WARP_DIVERGENCE, low + "@%p10 ret;" + mma, 32);
    String load =
        PLACES
            + "st.shared.v2.u64 [%r10], {%d0, %d1};\n@%p10 bra SKIP;\n"
            + "ldmatrix.sync.aligned.m8n8.x1.shared.b16 {%r13}, [%r10]; SKIP:";
    faults(Kind.WARP_DIVERGENCE, low + load, 32);
    runs("setp.ne.u32 %p10, %r31, %r31;\n" + load, 32);
    faults(
        Kind.MISALIGNED,
        "setp.ne.u32 %p10, %r31, %r31;\n" + load.replace("[%r10]; S", "[%r10+8]; S"),
        32);
  }

  @Test
  void limitsAndTraps() {
    PtxFault fault = faults(Kind.INSTRUCTION_LIMIT, "LOOP: bra LOOP;", 32);
    assertTrue(fault.getMessage().contains("100000"), fault.getMessage());
    faults(Kind.TRAP, "setp.eq.u32 %p10, %r31, 3; @%p10 trap;", 32);
    runs("setp.eq.u32 %p10, %r31, 300; @%p10 trap;", 32);
    faults(Kind.UNDEFINED, "div.u32 %r10, %r31, %r31;", 32);
    runs("@%p0 div.u32 %r10, %r31, %r31;", 32);
  }

  @Test
  void launches() {
    PtxModule module = PtxModule.parse("m", Snippet.HEADER + Snippet.kernel("k", "", ""));
    Interpreter interpreter = new Interpreter(new DeviceMemory(), Options.defaults());
    java.lang.foreign.MemorySegment none = java.lang.foreign.MemorySegment.ofArray(new long[2]);
    for (int[] shape : new int[][] {{0, 32, 0}, {1, 0, 0}, {1, 1025, 0}, {1, 32, -1}}) {
      PtxFault fault =
          assertThrows(
              PtxFault.class,
              () -> interpreter.run(module.kernel("k"), shape[0], 1, 1, shape[1], shape[2], none));
      assertEquals(Kind.LAUNCH, fault.kind());
    }
    PtxFault fault =
        assertThrows(
            PtxFault.class,
            () -> interpreter.run(module.kernel("k"), 1, 1, 1, 32, 0, none.asSlice(0, 8)));
    assertEquals(Kind.LAUNCH, fault.kind());
  }
}
