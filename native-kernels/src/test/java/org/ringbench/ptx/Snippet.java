package org.ringbench.ptx;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * A kernel around a few instructions under test. Each lane has eight 64-bit inputs in {@code %d0}
 * to {@code %d7}; {@code %r0} to {@code %r7} and {@code %h0} to {@code %h7} are their low bits, and
 * {@code %p0} to {@code %p7} whether they are not zero. Results are what the instructions leave in
 * {@code %d8} and {@code %d9}. {@code %d10} and more, {@code %r10}, {@code %h10}, {@code %p10} and
 * more are free; {@code %r31} is the thread.
 */
final class Snippet {
  static final String HEADER = ".version 8.0\n.target sm_80\n.address_size 64\n";

  private Snippet() {}

  /** The text of a kernel, without the module's header. */
  static String kernel(String name, String declarations, String body) {
    StringBuilder text = new StringBuilder();
    text.append(".visible .entry ").append(name).append("(.param .align 8 .b8 p[16])\n{\n");
    text.append(".reg .pred %p<32>;\n.reg .b16 %h<32>;\n.reg .b32 %r<32>;\n.reg .b64 %d<32>;\n");
    text.append(declarations);
    text.append("ld.param.u64 %d30, [p];\nld.param.u64 %d31, [p+8];\nmov.u32 %r31, %tid.x;\n");
    text.append("mul.wide.u32 %d29, %r31, 64;\nadd.s64 %d30, %d30, %d29;\n");
    text.append("mul.wide.u32 %d29, %r31, 16;\nadd.s64 %d31, %d31, %d29;\n");
    for (int i = 0; i < 8; i++) {
      text.append("ld.global.u64 %d").append(i).append(", [%d30+").append(8 * i).append("];\n");
      text.append("cvt.u32.u64 %r").append(i).append(", %d").append(i).append(";\n");
      text.append("cvt.u16.u64 %h").append(i).append(", %d").append(i).append(";\n");
      text.append("setp.ne.s64 %p").append(i).append(", %d").append(i).append(", 0;\n");
    }
    text.append("mov.u64 %d8, 0;\nmov.u64 %d9, 0;\n");
    text.append(body);
    text.append("\nst.global.u64 [%d31], %d8;\nst.global.u64 [%d31+8], %d9;\nret;\n}\n");
    return text.toString();
  }

  /** What moves a result register of 16, 32 or 64 bits, or a predicate, into {@code %d8}. */
  static String result(char register) {
    return switch (register) {
      case 'h' -> "cvt.u64.u16 %d8, %h8;";
      case 'r' -> "cvt.u64.u32 %d8, %r8;";
      case 'p' -> "selp.u64 %d8, 1, 0, %p8;";
      default -> "";
    };
  }

  /** Runs it with one thread for each row of inputs; {@code %d8} and {@code %d9} of each. */
  static long[][] run(String declarations, String body, long[][] inputs) {
    return run(declarations, body, inputs, Options.defaults());
  }

  static long[][] run(String declarations, String body, long[][] inputs, Options options) {
    PtxModule module = PtxModule.parse("snippet", HEADER + kernel("k", declarations, body));
    return run(module, inputs, options);
  }

  static long[][] run(PtxModule module, long[][] inputs, Options options) {
    DeviceMemory memory = new DeviceMemory();
    int threads = inputs.length;
    long[] flat = new long[threads * 8];
    for (int i = 0; i < threads; i++) {
      System.arraycopy(inputs[i], 0, flat, i * 8, inputs[i].length);
    }
    long in = memory.allocate(flat.length * 8L);
    long out = memory.allocate(threads * 16L);
    memory.write(in, MemorySegment.ofArray(flat));
    new Interpreter(memory, options)
        .run(module.kernel("k"), 1, 1, 1, threads, 0, MemorySegment.ofArray(new long[] {in, out}));
    long[] results = new long[threads * 2];
    memory.read(out, MemorySegment.ofArray(results));
    List<long[]> rows = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      rows.add(new long[] {results[2 * i], results[2 * i + 1]});
    }
    return rows.toArray(long[][]::new);
  }

  /** So many threads, whose inputs are all the thread's number. */
  static long[][] threads(int count) {
    long[][] inputs = new long[count][8];
    for (int i = 0; i < count; i++) {
      java.util.Arrays.fill(inputs[i], i);
    }
    return inputs;
  }
}
