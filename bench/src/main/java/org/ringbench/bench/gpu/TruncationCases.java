package org.ringbench.bench.gpu;

import static org.ringbench.bench.gpu.KernelCase.sized;
import static org.ringbench.bench.gpu.KernelCase.words;

import java.util.List;
import java.util.stream.IntStream;
import org.ringbench.bench.gpu.Pair.Twin;

/** The kernels of truncation and selection. */
final class TruncationCases {
  private static final int[] SHIFTS = {0, 1, 16, 40, 62};

  private TruncationCases() {}

  static List<KernelCase> all() {
    return List.of(
        shifted("dealTruncation", TruncationCases::dealTruncation),
        shifted("truncate", TruncationCases::truncate),
        shifted("shiftShare", TruncationCases::shiftShare),
        sized("dealBit", TruncationCases::dealBit),
        shifted("dealSelection", TruncationCases::dealSelection),
        shifted("select", TruncationCases::select));
  }

  private interface Shifted {
    void run(Pair p, int n, int shift);
  }

  private static KernelCase shifted(String kernel, Shifted body) {
    return sized(kernel, (p, n) -> IntStream.of(SHIFTS).forEach(s -> body.run(p, n, s)));
  }

  private static void dealTruncation(Pair p, int n, int shift) {
    Twin r = words(p, n);
    Twin high0 = words(p, n);
    Twin top0 = words(p, n);
    Twin high1 = words(p, n);
    Twin top1 = words(p, n);
    p.call(
        (b, of) ->
            b.dealTruncation(
                of.apply(r),
                of.apply(high0),
                of.apply(top0),
                shift,
                of.apply(high1),
                of.apply(top1)));
    p.same(n + " words by " + shift, r, high0, top0, high1, top1);
  }

  private static void truncate(Pair p, int n, int shift) {
    for (boolean first : new boolean[] {true, false}) {
      Twin c = words(p, n);
      Twin high = words(p, n);
      Twin top = words(p, n);
      Twin y = words(p, n);
      p.call(
          (b, of) ->
              b.truncate(of.apply(c), of.apply(high), of.apply(top), shift, first, of.apply(y)));
      p.same(n + " words by " + shift, c, high, top, y);
      p.call(
          (b, of) ->
              b.truncate(of.apply(c), of.apply(high), of.apply(top), shift, first, of.apply(c)));
      p.same("in place, " + n + " words by " + shift, c);
    }
  }

  private static void shiftShare(Pair p, int n, int shift) {
    Twin x = words(p, n);
    Twin y = words(p, n);
    p.call((b, of) -> b.shiftShare(of.apply(x), shift, true));
    p.call((b, of) -> b.shiftShare(of.apply(y), shift, false));
    p.same(n + " words by " + shift, x, y);
  }

  private static void dealBit(Pair p, int n) {
    Twin m0 = p.planes(n, 1);
    Twin m1 = p.planes(n, 1);
    Twin arith0 = words(p, n);
    Twin arith1 = words(p, n);
    p.call((b, of) -> b.dealBit(of.apply(m0), of.apply(m1), of.apply(arith0), of.apply(arith1)));
    p.same(n + " words", m0, m1, arith0, arith1);
  }

  private static void dealSelection(Pair p, int n, int shift) {
    Twin m0 = p.planes(n, 1);
    Twin m1 = p.planes(n, 1);
    Twin r = words(p, n);
    Twin high0 = words(p, n);
    Twin top0 = words(p, n);
    Twin high1 = words(p, n);
    Twin top1 = words(p, n);
    p.call(
        (b, of) ->
            b.dealSelection(
                of.apply(m0),
                of.apply(m1),
                of.apply(r),
                shift,
                of.apply(high0),
                of.apply(top0),
                of.apply(high1),
                of.apply(top1)));
    p.same(n + " words by " + shift, m0, m1, r, high0, top0, high1, top1);
  }

  private static void select(Pair p, int n, int shift) {
    Twin t = p.planes(n, 1);
    Twin y = words(p, n);
    Twin c = words(p, n);
    Twin m = words(p, n);
    Twin high = words(p, n);
    Twin top = words(p, n);
    Twin out = words(p, n);
    p.call(
        (b, of) ->
            b.select(
                of.apply(t),
                of.apply(y),
                of.apply(c),
                of.apply(m),
                of.apply(high),
                of.apply(top),
                shift,
                of.apply(out)));
    p.same(n + " words by " + shift, t, y, c, m, high, top, out);
  }
}
