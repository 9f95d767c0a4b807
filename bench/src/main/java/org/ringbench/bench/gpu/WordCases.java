package org.ringbench.bench.gpu;

import static org.ringbench.bench.gpu.KernelCase.sized;
import static org.ringbench.bench.gpu.KernelCase.words;

import java.util.List;
import org.ringbench.bench.gpu.Pair.Twin;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;

/** The kernels on single words: memory and arithmetic. */
final class WordCases {
  private static final long[] FACTORS = {1, -1, -3, 1L << 33 | 3, Long.MIN_VALUE + 3};

  private WordCases() {}

  static List<KernelCase> all() {
    return List.of(
        sized("upload, download", (p, n) -> p.same("round trip", words(p, n))),
        sized("clear", WordCases::clear),
        sized("copy", WordCases::copy),
        sized("add", (p, n) -> binary(p, n, "add", (b, x, y, z) -> b.add(x, y, z))),
        sized("sub", (p, n) -> binary(p, n, "sub", (b, x, y, z) -> b.sub(x, y, z))),
        sized("xor", (p, n) -> binary(p, n, "xor", (b, x, y, z) -> b.xor(x, y, z))),
        sized("addConstant", WordCases::addConstant),
        sized("axpy", WordCases::axpy),
        sized("hadamard", WordCases::hadamard));
  }

  private static void clear(Pair p, int n) {
    Twin x = words(p, n);
    p.call((b, of) -> b.clear(of.apply(x)));
    p.same(n + " words", x);
  }

  private static void copy(Pair p, int n) {
    Twin x = words(p, n);
    Twin y = words(p, n);
    p.call((b, of) -> b.copy(of.apply(x), of.apply(y)));
    p.same(n + " words", x, y);
  }

  private interface Binary {
    void run(RingBackend b, RingTensor x, RingTensor y, RingTensor out);
  }

  private static void binary(Pair p, int n, String name, Binary kernel) {
    Twin x = words(p, n);
    Twin y = words(p, n);
    Twin out = words(p, n);
    p.call((b, of) -> kernel.run(b, of.apply(x), of.apply(y), of.apply(out)));
    p.same(name + " of " + n + " words", x, y, out);
    p.call((b, of) -> kernel.run(b, of.apply(x), of.apply(y), of.apply(x)));
    p.same(name + " in place of " + n + " words", x, y);
  }

  private static void addConstant(Pair p, int n) {
    Twin acc = words(p, n);
    p.call((b, of) -> b.addConstant(1L << 62, of.apply(acc)));
    p.same(n + " words", acc);
  }

  private static void axpy(Pair p, int n) {
    for (long factor : FACTORS) {
      Twin x = words(p, n);
      Twin acc = words(p, n);
      p.call((b, of) -> b.axpy(factor, of.apply(x), of.apply(acc)));
      p.same("factor " + factor + " on " + n + " words", x, acc);
    }
  }

  private static void hadamard(Pair p, int n) {
    for (long factor : FACTORS) {
      Twin x = words(p, n);
      Twin y = words(p, n);
      Twin acc = words(p, n);
      p.call((b, of) -> b.hadamard(factor, of.apply(x), of.apply(y), of.apply(acc)));
      p.same("factor " + factor + " on " + n + " words", x, y, acc);
    }
  }
}
