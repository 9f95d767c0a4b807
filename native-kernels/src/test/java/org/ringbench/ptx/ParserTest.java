package org.ringbench.ptx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "frobnicate.u32 %r10, %r0;",
        "add.sat.s32 %r10, %r0, %r1;",
        "add.u32.x %r10, %r0, %r1;",
        "add.f16 %h10, %h0, %h1;",
        "add.rz.f32 %r10, %r0, %r1;",
        "add.ftz.f32 %r10, %r0, %r1;",
        "add.s32 %r10, %r0;",
        "add.s32 %r10, %r0, %d0;",
        "add.s32 %d10, %r0, %r1;",
        "add.s32 %r10, %r0, %missing;",
        "add.s32 %r10, %r0, %p0;",
        "add.s32 5, %r0, %r1;",
        "setp.lt.b32 %p10, %r0, %r1;",
        "setp.lo.s32 %p10, %r0, %r1;",
        "setp.lt.s32 %r10, %r0, %r1;",
        "setp.foo.s32 %p10, %r0, %r1;",
        "selp.b32 %r10, %r0, %r1, %r2;",
        "lop3.b32 %r10, %r0, %r1, %r2, 0x100;",
        "lop3.or.b32 %r10|%p10, %r0, %r1, %r2, 0x80, %p0;",
        "ld.global.u64.v2 %d10, [%d30], 3;",
        "ld.global.b128 %d10, [%d30];",
        "ld.global.v2.u64 %d10, [%d30];",
        "ld.global.foo.u64 %d10, [%d30];",
        "ld.shared::cluster.u64 %d10, [%d30];",
        "ld.global.u64 %r10, [%d30];",
        "st.const.u64 [%d30], %d0;",
        "st.global.nc.u64 [%d30], %d0;",
        "atom.global.add.s64 %d10, [%d30], %d0;",
        "atom.global.foo.b32 %r10, [%d30], %r0;",
        "red.global.exch.b32 [%d30], %r0;",
        "cp.async.cg.shared.global [%r0], [%d30], 8;",
        "cp.async.ca.shared.global [%r0], [%d30], 12;",
        "cp.async.bulk.wait_group 0;",
        "cp.async.mbarrier.arrive.b64 [%r0];",
        "shfl.idx.b32 %r10, %r0, 1, 31;",
        "vote.ballot.b32 %r10, %p0;",
        "redux.sync.add.b32 %r10, %r0, -1;",
        "mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%r0,%r1,%r2,%r3}, {%r0,%r1,%r2,%r3},"
            + " {%r0,%r1}, {%r0,%r1,%r2,%r3};",
        "ldmatrix.sync.aligned.m8n8.x3.shared.b16 {%r0,%r1,%r2}, [%r0];",
        "bar.red.popc.u32 %r10, 0, %p0;",
        "membar.foo;",
        "bra NOWHERE;",
        "brx.idx %r0, NOWHERE;",
        "call foo;",
        "cvt.u32.f32 %r10, %r0;",
        "cvt.rn.f16.f32 %h10, %r0;",
        "cvt.rn.u32.u64 %r10, %d0;",
        "mov.b128 %d10, %d0;",
        "mov.u32 %r10, %missing;",
        "addc.cc.u16 %h10, %h0, %h1;",
        "tex.1d.v4.f32.s32 {%r0,%r1,%r2,%r3}, [%d0, {%r0}];",
        "@%r0 add.s32 %r10, %r0, %r1;",
        ".reg .b99 %x;",
        ".shared .f16 x;",
        "add.s32 %r10, %r0, 0f3F8;",
        "add.s32 %r10, %r0, 0d3FF0000000000000;",
        "add.s32 %r10, %r0, 09;",
        "add.s32 %r10 %r0, %r1;",
        "#",
      })
  void refusesWithTheLine(String instruction) {
    String before = Snippet.kernel("k", "", "MARK");
    String text = Snippet.HEADER + before.replace("MARK", instruction);
    int line =
        (Snippet.HEADER + before.substring(0, before.indexOf("MARK"))).split("\n", -1).length;
    PtxSyntaxException refused =
        assertThrows(PtxSyntaxException.class, () -> PtxModule.parse("m.ptx", text));
    assertEquals(line, refused.line(), refused.getMessage());
    assertTrue(refused.getMessage().startsWith("m.ptx:" + line + ": "), refused.getMessage());
  }

  @Test
  void readsDeclarations() {
    String text =
        """
        // A comment
        .version 8.0
        .target sm_80, debug
        .address_size 64
        .file 1 "x.cu"
        .visible .entry a(.param .align 16 .b8 a_0[40], .param .u32 a_1, .param .u64 .ptr .global a_2)
        .maxntid 128, 2, 1
        .minnctapersm 2
        {
          .reg .b64 %d<3>; .reg .pred %p, %q;
          .shared .align 8 .b8 s[12];
          .local .align 4 .b8 l[6];
          .loc 1 3 7
          mov.u64 %d0, 1; /* two
          lines */ add.s64 %d1, %d0, %d0; mul.lo.s64 %d2, %d1, %d0; add.s64 %d2, %d2, %d1;
          ret;
        }
        .entry b() { ret; }
        """;
    PtxModule module = PtxModule.parse("m", text + "\0");
    assertEquals("8.0", module.version());
    assertEquals("sm_80", module.target());
    assertEquals(2, module.kernels().size());
    PtxKernel a = module.kernel("a");
    assertEquals(3, a.parameterCount());
    assertEquals(40, a.parameterBytes(0));
    assertEquals(16, a.parameterAlignment(0));
    assertEquals(4, a.parameterBytes(1));
    assertEquals(56, a.parameterBytes());
    assertEquals(256, a.maxThreads());
    assertEquals(12, a.staticSharedBytes());
    assertEquals(16, a.localBytes());
    assertEquals(4, a.registers(), "two 64-bit registers are alive at once");
    assertEquals(5, a.instructions());
    assertEquals(1024, module.kernel("b").maxThreads());
    assertThrows(IllegalArgumentException.class, () -> module.kernel("c"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".version 8.0\n",
        ".version 8.0\n.target sm_80\n.address_size 32\n",
        ".version 8.0\n.target sm_80\n.func f() { ret; }\n",
        ".version 8.0\n.target sm_80\n.entry a() { ret; }\n.entry a() { ret; }\n",
        ".version 8.0\n.target sm_80\n.entry a() { ret;\n",
        ".version 8.0\n.target sm_80\n.entry a() { L: L: ret; }\n",
        ".version 8.0\n.target sm_80\n.global .u64 a = b;\n",
        ".version 8.0\n.target sm_80\n.const .b8 a[1] = {1, 2};\n",
        ".version 8.0\n.target sm_80\n.entry a() .explicitcluster { ret; }\n",
      })
  void refusesModules(String text) {
    assertThrows(PtxSyntaxException.class, () -> PtxModule.parse("m", text));
  }
}
