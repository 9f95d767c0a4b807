package org.ringbench.ptx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** State spaces and what moves data between them. */
class MemoryTest {
  private static void check(String declarations, String body, LongUnaryOperator expected) {
    long[][] results = Snippet.run(declarations, body, Snippet.threads(64));
    for (int i = 0; i < 64; i++) {
      assertEquals(expected.applyAsLong(i), results[i][0], "thread " + i);
    }
  }

  /** PTX ISA, "ld": sub-word loads extend to the register's width by their type. */
  @Test
  void subWordsExtend() {
    String store = "mov.b64 %d10, 0x8180ff7f80828384;\nst.global.u64 [%d31], %d10;\n";
    check("", store + "ld.global.u8 %r8, [%d31+3]; cvt.u64.u32 %d8, %r8;", i -> 0x80);
    check("", store + "ld.global.s8 %r8, [%d31+3]; cvt.u64.u32 %d8, %r8;", i -> 0xFFFF_FF80L);
    check("", store + "ld.global.s8 %d8, [%d31+3];", i -> -0x80);
    check("", store + "ld.global.s16 %h8, [%d31+6]; cvt.u64.u16 %d8, %h8;", i -> 0x8180);
    check("", store + "ld.global.s16 %d8, [%d31+6];", i -> (short) 0x8180);
    check("", store + "ld.global.u16 %d8, [%d31+4];", i -> 0xFF7F);
    check("", store + "ld.global.s32 %d8, [%d31];", i -> 0xFFFF_FFFF_8082_8384L);
    check("", store + "ld.global.u32 %d8, [%d31];", i -> 0x8082_8384L);
    check(
        "", store + "st.global.u8 [%d31+1], %r31; ld.global.u16 %d8, [%d31];", i -> i << 8 | 0x84);
    check(
        "",
        store + "st.global.u16 [%d31+2], %h0; ld.global.u32 %d8, [%d31];",
        i -> i << 16 | 0x8384);
  }

  @Test
  void vectors() {
    check(
        ".shared .align 16 .b8 s[1024];\n",
        """
        mov.u32 %r10, s;
        mad.lo.u32 %r10, %r31, 16, %r10;
        mov.u32 %r11, 7;
        st.shared.v4.u32 [%r10], {%r31, %r11, %r31, 9};
        ld.shared.v2.u64 {%d10, %d8}, [%r10];
        add.s64 %d8, %d8, %d10;
        ld.shared.v4.u8 {%r12, %r13, %r14, %r15}, [%r10+4];
        cvt.u64.u32 %d11, %r12;
        add.s64 %d8, %d8, %d11;
        """,
        i -> 2 * i + (16L << 32) + 7);
  }

  @Test
  void localMemoryByGenericAddress() {
    check(
        ".local .align 8 .b8 depot[40];\n.reg .b64 %SP; .reg .b64 %SPL;\n",
        """
        mov.u64 %SPL, depot;
        cvta.local.u64 %SP, %SPL;
        st.u64 [%SP+8], %d0;
        st.local.u64 [%SPL+16], %d0;
        ld.local.u64 %d10, [%SPL+8];
        ld.u64 %d11, [%SP+16];
        cvta.to.local.u64 %d12, %SP;
        ld.local.u64 %d13, [%d12+8];
        add.s64 %d8, %d10, %d11;
        add.s64 %d8, %d8, %d13;
        """,
        i -> 3 * i);
    check(
        ".local .align 8 .b8 depot[40];\n",
        "mov.u64 %d10, depot; cvta.local.u64 %d10, %d10; isspacep.local %p8, %d10;"
            + Snippet.result('p'),
        i -> 1);
    check("", "isspacep.shared %p8, %d31;" + Snippet.result('p'), i -> 0);
    check("", "isspacep.global %p8, %d31;" + Snippet.result('p'), i -> 1);
  }

  @Test
  void parametersByDynamicOffset() {
    String body =
        """
        mov.b64 %d10, p;
        and.b64 %d11, %d0, 1;
        shl.b64 %d11, %d11, 3;
        add.s64 %d10, %d10, %d11;
        ld.param.u64 %d12, [%d10];
        cvta.param.u64 %d13, %d10;
        ld.u64 %d14, [%d13];
        sub.s64 %d12, %d12, %d14;
        ld.param.v2.u32 {%r10, %r11}, [p];
        ld.param.u32 %r12, [p];
        sub.s32 %r10, %r10, %r12;
        cvt.u64.u32 %d8, %r10;
        add.s64 %d8, %d8, %d12;
        """;
    check("", body, i -> 0);
  }

  @Test
  void variablesOfAModule() {
    PtxModule module =
        PtxModule.parse(
            "m",
            Snippet.HEADER
                + ".const .align 4 .b8 table[16] = {1, 2, 3, 4, 0xff};\n"
                + ".const .align 4 .u32 words[2] = {0xdeadbeef, 7};\n"
                + ".global .align 8 .u64 counter = 5;\n.global .align 1 .b8 zero[3];\n"
                + ".extern .shared .align 16 .b8 dyn[];\n"
                + Snippet.kernel(
                    "k",
                    "",
                    """
                    mov.u64 %d10, table;
                    ld.const.u32 %r10, [%d10];
                    ld.const.u8 %r11, [table+4];
                    cvta.const.u64 %d11, %d10;
                    ld.u8 %r12, [%d11+1];
                    ld.const.u32 %r13, [words+4];
                    ld.global.u8 %r14, [zero+2];
                    atom.global.add.u64 %d8, [counter], 1;
                    cvt.u64.u32 %d9, %r10;
                    """));
    assertEquals(16 + 8 + 8 + 3, module.globalBytes());
    long[][] results = Snippet.run(module, Snippet.threads(32), Options.defaults());
    assertEquals(0x0403_0201L, results[0][1]);
    assertEquals(5, results[0][0]);
    assertEquals(36, results[31][0]);
  }

  @Test
  void dynamicSharedMemoryStartsBehindTheStatic() {
    PtxModule module =
        PtxModule.parse(
            "m",
            Snippet.HEADER
                + ".extern .shared .align 16 .b8 dyn[];\n"
                + ".visible .entry k(.param .u64 p) { .reg .b32 %r<5>; .reg .b64 %d<3>;\n"
                + ".shared .align 4 .b8 s[20];\n"
                + "ld.param.u64 %d0, [p]; mov.u32 %r0, s; mov.u32 %r1, dyn; sub.s32 %r2, %r1,"
                + " %r0;\n"
                + "st.shared.u32 [%r1+28], %r2; ld.shared.u32 %r3, [dyn+28];\n"
                + "cvta.shared.u64 %d1, 0; st.global.u32 [%d0], %r3; ret; }");
    assertEquals(20, module.kernel("k").staticSharedBytes());
    DeviceMemory memory = new DeviceMemory();
    long out = memory.allocate(4);
    new Interpreter(memory, Options.defaults())
        .run(module.kernel("k"), 1, 1, 1, 32, 32, MemorySegment.ofArray(new long[] {out}));
    int[] result = new int[1];
    memory.read(out, MemorySegment.ofArray(result));
    assertEquals(32, result[0]);
  }

  /** PTX ISA, "atom": in each space, all operations. */
  @Test
  void atomics() {
    String[] cases = {
      "add.u32 100 5 105",
      "min.u32 64 5 5",
      "max.u32 64 5 64",
      "and.b32 68 6 4",
      "or.b32 64 3 67",
      "xor.b32 64 1 65",
      "exch.b32 64 9 9",
      "inc.u32 100 99 0",
      "inc.u32 100 200 101",
      "dec.u32 100 200 99",
      "dec.u32 100 50 50",
      "dec.u32 0 50 50",
    };
    for (String line : cases) {
      String[] part = line.split(" ", -1);
      long start = Long.parseLong(part[1]);
      long expected = Long.parseLong(part[3]);
      for (String space : new String[] {".shared", ".global", ""}) {
        String place = space.equals(".shared") ? "[s]" : "[%d31]";
        String init =
            (space.equals(".shared") ? "st.shared.u32 " : "st.global.u32 ") + place + ", " + start;
        String body =
            init
                + ";\natom"
                + space
                + "."
                + part[0]
                + " %r8, "
                + place
                + ", "
                + part[2]
                + ";\n"
                + (space.equals(".shared") ? "ld.shared.u32 " : "ld.global.u32 ")
                + "%r9, "
                + place
                + ";\ncvt.u64.u32 %d8, %r8; cvt.u64.u32 %d9, %r9;";
        long[][] results = Snippet.run(".shared .align 4 .b8 s[4];\n", body, new long[1][8]);
        assertEquals(start, results[0][0], line);
        assertEquals(expected, results[0][1], line + space);
      }
    }
  }

  @Test
  void wideAndSignedAtomics() {
    String store = "st.global.u64 [%d31], %d0;\n";
    String load = "ld.global.u64 %d9, [%d31];\n";
    String[][] cases = {
      {"atom.global.cas.b64 %d8, [%d31], %d1, %d2;", "5 5 7", "7"},
      {"atom.global.cas.b64 %d8, [%d31], %d1, %d2;", "5 6 7", "5"},
      {"atom.global.min.s64 %d8, [%d31], %d1;", "5 -1", "-1"},
      {"atom.global.min.u64 %d8, [%d31], %d1;", "5 -1", "5"},
      {"atom.global.max.s64 %d8, [%d31], %d1;", "5 -1", "5"},
      {"atom.global.max.u64 %d8, [%d31], %d1;", "5 -1", "-1"},
      {"atom.global.exch.b64 %d8, [%d31], %d1;", "5 6", "6"},
      {"atom.global.add.u64 %d8, [%d31], %d1;", "-1 2", "1"},
      {"atom.relaxed.gpu.global.add.u64 %d8, [%d31], %d1;", "-1 2", "1"},
      {"red.global.add.u64 [%d31], %d1; mov.u64 %d8, %d0;", "-1 2", "1"},
      {"red.global.or.b64 [%d31], %d1; mov.u64 %d8, %d0;", "1 6", "7"},
      {"red.global.and.b64 [%d31], %d1; mov.u64 %d8, %d0;", "3 6", "2"},
      {"red.global.xor.b64 [%d31], %d1; mov.u64 %d8, %d0;", "3 6", "5"},
      {"red.global.max.u64 [%d31], %d1; mov.u64 %d8, %d0;", "3 6", "6"},
    };
    for (String[] c : cases) {
      String[] words = c[1].split(" ", -1);
      long[][] inputs = new long[1][8];
      for (int i = 0; i < words.length; i++) {
        inputs[0][i] = Long.parseLong(words[i]);
      }
      long[][] results = Snippet.run("", store + c[0] + "\n" + load, inputs);
      assertEquals(inputs[0][0], results[0][0], c[0]);
      assertEquals(Long.parseLong(c[2]), results[0][1], c[0]);
    }
    long[][] ints = {{0xFFFF_FFFEL, 3}};
    String body =
        "st.global.u32 [%d31], %r0; atom.global.max.s32 %r8, [%d31], %r1;"
            + "ld.global.u32 %d9, [%d31]; cvt.u64.u32 %d8, %r8;";
    assertEquals(3, Snippet.run("", body, ints)[0][1]);
    assertEquals(0xFFFF_FFFEL, Snippet.run("", body.replace("max", "min"), ints)[0][1]);
    assertEquals(1, Snippet.run("", body.replace("max", "add"), ints)[0][1]);
    long[][] floats = {{0x3F80_0000L, 0x4000_0000L}};
    assertEquals(0x4040_0000L, Snippet.run("", body.replace("max.s32", "add.f32"), floats)[0][1]);
  }

  /** PTX ISA, "cp.async": bytes beyond the source's size are zero. */
  @Test
  void asynchronousCopies() {
    for (int bytes : new int[] {4, 8, 16}) {
      for (int used = 0; used <= bytes; used += 2) {
        String body =
            """
            mov.u32 %%r10, s;
            mad.lo.u32 %%r10, %%r31, 16, %%r10;
            cp.async.%s.shared.global [%%r10], [%%d30], %d%s;
            cp.async.commit_group;
            cp.async.wait_group 0;
            ld.shared.u%d %%d8, [%%r10];
            """
                .formatted(
                    bytes == 16 ? "cg" : "ca",
                    bytes,
                    used == bytes ? "" : ", " + used,
                    Math.min(8, bytes) * 8);
        int shown = Math.min(used, 8) * 8;
        long mask = shown == 0 ? 0 : Lanes.mask(shown);
        long[][] inputs = {{0x1122_3344_5566_7788L, 0x99}, {-1L, -1L}};
        long[][] results = Snippet.run(".shared .align 16 .b8 s[64];\n", body, inputs);
        assertEquals(inputs[0][0] & mask, results[0][0], body);
        assertEquals(inputs[1][0] & mask, results[1][0], body);
      }
    }
  }
}
