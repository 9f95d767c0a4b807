package org.ringbench.ptx;

import static org.ringbench.ptx.Lanes.f32;
import static org.ringbench.ptx.Lanes.f64;

/** Floating point, round to nearest even only (PTX ISA, "Floating Point Instructions"). */
final class FloatTable {
  /** The sign of a single. */
  private static final long SIGN32 = 0x8000_0000L;

  private FloatTable() {}

  static void fill(AluTable t) {
    for (String rounding : new String[] {"", ".rn"}) {
      t.rare("add" + rounding + ".f32", "rrr", (a, b, c) -> f32(f32(a) + f32(b)));
      t.rare("sub" + rounding + ".f32", "rrr", (a, b, c) -> f32(f32(a) - f32(b)));
      t.rare("mul" + rounding + ".f32", "rrr", (a, b, c) -> f32(f32(a) * f32(b)));
      t.rare("add" + rounding + ".f64", "ddd", (a, b, c) -> f64(f64(a) + f64(b)));
      t.rare("sub" + rounding + ".f64", "ddd", (a, b, c) -> f64(f64(a) - f64(b)));
      t.rare("mul" + rounding + ".f64", "ddd", (a, b, c) -> f64(f64(a) * f64(b)));
    }
    for (String name : new String[] {"fma", "mad"}) {
      t.rare(name + ".rn.f32", "rrrr", (a, b, c) -> f32(Math.fma(f32(a), f32(b), f32(c))));
      t.rare(name + ".rn.f64", "dddd", (a, b, c) -> f64(Math.fma(f64(a), f64(b), f64(c))));
    }
    t.rare("div.rn.f32", "rrr", (a, b, c) -> f32(f32(a) / f32(b)));
    t.rare("div.rn.f64", "ddd", (a, b, c) -> f64(f64(a) / f64(b)));
    t.rare("rcp.rn.f32", "rr", (a, b, c) -> f32(1 / f32(a)));
    t.rare("rcp.rn.f64", "dd", (a, b, c) -> f64(1 / f64(a)));
    t.rare("sqrt.rn.f32", "rr", (a, b, c) -> f32((float) Math.sqrt(f32(a))));
    t.rare("sqrt.rn.f64", "dd", (a, b, c) -> f64(Math.sqrt(f64(a))));
    t.rare("neg.f32", "rr", (a, b, c) -> a ^ SIGN32);
    t.rare("neg.f64", "dd", (a, b, c) -> a ^ Long.MIN_VALUE);
    t.rare("abs.f32", "rr", (a, b, c) -> a & ~SIGN32);
    t.rare("abs.f64", "dd", (a, b, c) -> a & Long.MAX_VALUE);
    t.rare("min.f32", "rrr", (a, b, c) -> f32(min(f32(a), f32(b))));
    t.rare("max.f32", "rrr", (a, b, c) -> f32(-min(-f32(a), -f32(b))));
    t.rare("min.f64", "ddd", (a, b, c) -> f64(min(f64(a), f64(b))));
    t.rare("max.f64", "ddd", (a, b, c) -> f64(-min(-f64(a), -f64(b))));
  }

  /** The smaller one; a number where the other is NaN; -0 is less than +0. */
  private static float min(float a, float b) {
    return Float.isNaN(a) ? b : Float.isNaN(b) ? a : Math.min(a, b);
  }

  private static double min(double a, double b) {
    return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.min(a, b);
  }
}
