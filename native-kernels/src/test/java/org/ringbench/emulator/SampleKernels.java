package org.ringbench.emulator;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * PTX for tests of the driver. The structure that each kernel takes is {@code struct { u64 target;
 * u64 addend; u32 n; }}, 24 bytes, and each adds the addend to the first n words of the target.
 */
final class SampleKernels {
  static final int PARAMETER_BYTES = 24;

  private static final String HEAD =
      """
      .version %s
      .target %s
      .address_size 64
      """;

  private static final String KERNEL =
      """
      .visible .entry NAME(
        .param .align 8 .b8 NAME_param_0[24]
      )
      DIRECTIVE
      {
        .reg .pred %p<2>;
        .reg .b32 %r<8>;
        .reg .b64 %rd<REGISTERS>;
        ld.param.u64 %rd1, [NAME_param_0];
        ld.param.u64 %rd2, [NAME_param_0+8];
        ld.param.u32 %r1, [NAME_param_0+16];
        mov.u32 %r2, %ctaid.x;
        mov.u32 %r3, %ntid.x;
        mov.u32 %r4, %tid.x;
        mad.lo.s32 %r5, %r2, %r3, %r4;
        setp.ge.u32 %p1, %r5, %r1;
        @%p1 bra $L_NAME_end;
        cvta.to.global.u64 %rd3, %rd1;
        mul.wide.u32 %rd4, %r5, 8;
        add.s64 %rd5, %rd3, %rd4;
        ld.global.u64 %rd6, [%rd5];
        add.s64 %rd7, %rd6, %rd2;
        st.global.u64 [%rd5], %rd7;
      $L_NAME_end:
        ret;
      }
      """;

  private SampleKernels() {}

  /** A module with {@code increment} and, for blocks of up to 64 threads, {@code narrow}. */
  static byte[] module() {
    return module("8.0", "sm_80");
  }

  static byte[] module(String version, String target) {
    return bytes(
        HEAD.formatted(version, target)
            + KERNEL.replace("NAME", "increment").replace("DIRECTIVE", "").replace("REGISTERS", "8")
            + KERNEL
                .replace("NAME", "narrow")
                .replace("DIRECTIVE", ".maxntid 64, 1, 1")
                .replace("REGISTERS", "8"));
  }

  /** A module with {@code hungry}, which keeps 64 values of 64 bits alive at once. */
  static byte[] hungry() {
    StringBuilder live = new StringBuilder();
    for (int i = 0; i < 64; i++) {
      live.append("  mul.lo.s64 %rd").append(10 + i).append(", %rd2, ").append(i + 3).append(";\n");
    }
    for (int i = 0; i < 64; i++) {
      live.append("  xor.b64 %rd7, %rd7, %rd").append(10 + i).append(";\n");
    }
    return bytes(
        HEAD.formatted("8.0", "sm_80")
            + KERNEL
                .replace("NAME", "hungry")
                .replace("DIRECTIVE", "")
                .replace("REGISTERS", "80")
                .replace("  st.global", live + "  st.global"));
  }

  /** Text with the NUL that drivers want. */
  static byte[] bytes(String ptx) {
    return (ptx + "\0").getBytes(StandardCharsets.UTF_8);
  }

  static MemorySegment parameters(long target, long addend, int n) {
    MemorySegment structure = Arena.ofAuto().allocate(PARAMETER_BYTES, 8);
    structure.set(ValueLayout.JAVA_LONG, 0, target);
    structure.set(ValueLayout.JAVA_LONG, 8, addend);
    structure.set(ValueLayout.JAVA_INT, 16, n);
    return structure;
  }
}
