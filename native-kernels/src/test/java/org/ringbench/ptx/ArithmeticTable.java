package org.ringbench.ptx;

/** Integer arithmetic (PTX ISA, "Integer Arithmetic Instructions"). */
final class ArithmeticTable {
  private static final long LOW = Lanes.LOW;

  private ArithmeticTable() {}

  static void fill(AluTable t) {
    for (String sign : new String[] {"s", "u"}) {
      common(t, sign);
    }
    products(t);
    divisions(t);
    extremes(t);
    single(t);
  }

  private static void common(AluTable t, String sign) {
    t.add(
        "add." + sign + "64",
        "ddd",
        (r, d, a, b, c, e) -> {
          for (int l = 0; l < 32; l++) {
            r[d + l] = r[a + l] + r[b + l];
          }
        });
    t.add(
        "add." + sign + "32",
        "rrr",
        (r, d, a, b, c, e) -> {
          for (int l = 0; l < 32; l++) {
            r[d + l] = (r[a + l] + r[b + l]) & LOW;
          }
        });
    t.add(
        "sub." + sign + "64",
        "ddd",
        (r, d, a, b, c, e) -> {
          for (int l = 0; l < 32; l++) {
            r[d + l] = r[a + l] - r[b + l];
          }
        });
    t.add(
        "sub." + sign + "32",
        "rrr",
        (r, d, a, b, c, e) -> {
          for (int l = 0; l < 32; l++) {
            r[d + l] = (r[a + l] - r[b + l]) & LOW;
          }
        });
    t.add(
        "mul.lo." + sign + "64",
        "ddd",
        (r, d, a, b, c, e) -> {
          for (int l = 0; l < 32; l++) {
            r[d + l] = r[a + l] * r[b + l];
          }
        });
    t.add(
        "mul.lo." + sign + "32",
        "rrr",
        (r, d, a, b, c, e) -> {
          for (int l = 0; l < 32; l++) {
            r[d + l] = (r[a + l] * r[b + l]) & LOW;
          }
        });
    t.add(
        "mad.lo." + sign + "64",
        "dddd",
        (r, d, a, b, c, e) -> {
          for (int l = 0; l < 32; l++) {
            r[d + l] = r[a + l] * r[b + l] + r[c + l];
          }
        });
    t.add(
        "mad.lo." + sign + "32",
        "rrrr",
        (r, d, a, b, c, e) -> {
          for (int l = 0; l < 32; l++) {
            r[d + l] = (r[a + l] * r[b + l] + r[c + l]) & LOW;
          }
        });
    t.rare("add." + sign + "16", "hhh", (a, b, c) -> (a + b) & 0xFFFF);
    t.rare("sub." + sign + "16", "hhh", (a, b, c) -> (a - b) & 0xFFFF);
    t.rare("mul.lo." + sign + "16", "hhh", (a, b, c) -> (a * b) & 0xFFFF);
    t.rare("mad.lo." + sign + "16", "hhhh", (a, b, c) -> (a * b + c) & 0xFFFF);
  }

  private static void products(AluTable t) {
    t.add(
        "mul.wide.u32",
        "drr",
        (r, d, a, b, c, e) -> {
          for (int l = 0; l < 32; l++) {
            r[d + l] = r[a + l] * r[b + l];
          }
        });
    t.add(
        "mul.wide.s32",
        "drr",
        (r, d, a, b, c, e) -> {
          for (int l = 0; l < 32; l++) {
            r[d + l] = (long) (int) r[a + l] * (int) r[b + l];
          }
        });
    t.add(
        "mad.wide.u32",
        "drrd",
        (r, d, a, b, c, e) -> {
          for (int l = 0; l < 32; l++) {
            r[d + l] = r[a + l] * r[b + l] + r[c + l];
          }
        });
    t.add(
        "mad.wide.s32",
        "drrd",
        (r, d, a, b, c, e) -> {
          for (int l = 0; l < 32; l++) {
            r[d + l] = (long) (int) r[a + l] * (int) r[b + l] + r[c + l];
          }
        });
    t.add(
        "mul.hi.u32",
        "rrr",
        (r, d, a, b, c, e) -> {
          for (int l = 0; l < 32; l++) {
            r[d + l] = (r[a + l] * r[b + l]) >>> 32;
          }
        });
    t.add(
        "mul.hi.u64",
        "ddd",
        (r, d, a, b, c, e) -> {
          for (int l = 0; l < 32; l++) {
            r[d + l] = Math.unsignedMultiplyHigh(r[a + l], r[b + l]);
          }
        });
    t.rare("mul.hi.s32", "rrr", (a, b, c) -> (((long) (int) a * (int) b) >> 32) & LOW);
    t.rare("mul.hi.s64", "ddd", (a, b, c) -> Math.multiplyHigh(a, b));
    t.rare("mul.hi.u16", "hhh", (a, b, c) -> (a * b) >>> 16);
    t.rare("mul.hi.s16", "hhh", (a, b, c) -> (((short) a * (short) b) >> 16) & 0xFFFF);
    t.rare("mul.wide.u16", "rhh", (a, b, c) -> a * b);
    t.rare("mul.wide.s16", "rhh", (a, b, c) -> ((short) a * (short) b) & LOW);
    t.rare("mad.wide.u16", "rhhr", (a, b, c) -> (a * b + c) & LOW);
    t.rare("mad.wide.s16", "rhhr", (a, b, c) -> ((short) a * (short) b + c) & LOW);
    t.rare("mad.hi.u32", "rrrr", (a, b, c) -> (((a * b) >>> 32) + c) & LOW);
    t.rare("mad.hi.s32", "rrrr", (a, b, c) -> ((((long) (int) a * (int) b) >> 32) + c) & LOW);
    t.rare("mad.hi.u64", "dddd", (a, b, c) -> Math.unsignedMultiplyHigh(a, b) + c);
    t.rare("mad.hi.s64", "dddd", (a, b, c) -> Math.multiplyHigh(a, b) + c);
    t.rare("dp4a.u32.u32", "rrrr", (a, b, c) -> dp4a(a, b, c, false, false));
    t.rare("dp4a.s32.s32", "rrrr", (a, b, c) -> dp4a(a, b, c, true, true));
    t.rare("dp4a.u32.s32", "rrrr", (a, b, c) -> dp4a(a, b, c, false, true));
    t.rare("dp4a.s32.u32", "rrrr", (a, b, c) -> dp4a(a, b, c, true, false));
  }

  private static long dp4a(long a, long b, long c, boolean signedA, boolean signedB) {
    long sum = c;
    for (int i = 0; i < 32; i += 8) {
      long x = a >>> i & 0xFF;
      long y = b >>> i & 0xFF;
      sum += (signedA ? (byte) x : x) * (signedB ? (byte) y : y);
    }
    return sum & LOW;
  }

  private static void divisions(AluTable t) {
    t.divides("div.u64", "ddd", (a, b, c) -> b == 0 ? -1 : Long.divideUnsigned(a, b));
    t.divides("div.s64", "ddd", (a, b, c) -> b == 0 ? -1 : a / b);
    t.divides("div.u32", "rrr", (a, b, c) -> b == 0 ? LOW : a / b);
    t.divides("div.s32", "rrr", (a, b, c) -> b == 0 ? LOW : (long) (int) a / (int) b & LOW);
    t.divides("div.u16", "hhh", (a, b, c) -> b == 0 ? 0xFFFF : a / b);
    t.divides("div.s16", "hhh", (a, b, c) -> b == 0 ? 0xFFFF : ((short) a / (short) b) & 0xFFFF);
    t.divides("rem.u64", "ddd", (a, b, c) -> b == 0 ? a : Long.remainderUnsigned(a, b));
    t.divides("rem.s64", "ddd", (a, b, c) -> b == 0 ? a : a % b);
    t.divides("rem.u32", "rrr", (a, b, c) -> b == 0 ? a : a % b);
    t.divides("rem.s32", "rrr", (a, b, c) -> b == 0 ? a : (long) (int) a % (int) b & LOW);
    t.divides("rem.u16", "hhh", (a, b, c) -> b == 0 ? a : a % b);
    t.divides("rem.s16", "hhh", (a, b, c) -> b == 0 ? a : ((short) a % (short) b) & 0xFFFF);
  }

  private static void extremes(AluTable t) {
    t.rare("min.u64", "ddd", (a, b, c) -> Long.compareUnsigned(a, b) < 0 ? a : b);
    t.rare("max.u64", "ddd", (a, b, c) -> Long.compareUnsigned(a, b) > 0 ? a : b);
    t.rare("min.s64", "ddd", (a, b, c) -> Math.min(a, b));
    t.rare("max.s64", "ddd", (a, b, c) -> Math.max(a, b));
    t.rare("min.u32", "rrr", (a, b, c) -> Math.min(a, b));
    t.rare("max.u32", "rrr", (a, b, c) -> Math.max(a, b));
    t.rare("min.s32", "rrr", (a, b, c) -> Math.min((int) a, (int) b) & LOW);
    t.rare("max.s32", "rrr", (a, b, c) -> Math.max((int) a, (int) b) & LOW);
    t.rare("min.u16", "hhh", (a, b, c) -> Math.min(a, b));
    t.rare("max.u16", "hhh", (a, b, c) -> Math.max(a, b));
    t.rare("min.s16", "hhh", (a, b, c) -> Math.min((short) a, (short) b) & 0xFFFF);
    t.rare("max.s16", "hhh", (a, b, c) -> Math.max((short) a, (short) b) & 0xFFFF);
  }

  private static void single(AluTable t) {
    t.rare("neg.s64", "dd", (a, b, c) -> -a);
    t.rare("neg.s32", "rr", (a, b, c) -> -a & LOW);
    t.rare("neg.s16", "hh", (a, b, c) -> -a & 0xFFFF);
    t.rare("abs.s64", "dd", (a, b, c) -> a < 0 ? -a : a);
    t.rare("abs.s32", "rr", (a, b, c) -> ((int) a < 0 ? -a : a) & LOW);
    t.rare("abs.s16", "hh", (a, b, c) -> ((short) a < 0 ? -a : a) & 0xFFFF);
    t.rare("popc.b32", "rr", (a, b, c) -> Long.bitCount(a));
    t.rare("popc.b64", "rd", (a, b, c) -> Long.bitCount(a));
    t.rare("clz.b32", "rr", (a, b, c) -> Integer.numberOfLeadingZeros((int) a));
    t.rare("clz.b64", "rd", (a, b, c) -> Long.numberOfLeadingZeros(a));
    t.rare("brev.b32", "rr", (a, b, c) -> Integer.reverse((int) a) & LOW);
    t.rare("brev.b64", "dd", (a, b, c) -> Long.reverse(a));
    for (int bits = 32; bits <= 64; bits += 32) {
      int width = bits;
      String signature = bits == 32 ? "rr" : "rd";
      t.rare("bfind.u" + bits, signature, (a, b, c) -> bfind(a, width, false, false));
      t.rare("bfind.s" + bits, signature, (a, b, c) -> bfind(a, width, true, false));
      t.rare("bfind.shiftamt.u" + bits, signature, (a, b, c) -> bfind(a, width, false, true));
      t.rare("bfind.shiftamt.s" + bits, signature, (a, b, c) -> bfind(a, width, true, true));
    }
  }

  /** The most significant bit that is not a sign bit. */
  private static long bfind(long a, int bits, boolean signed, boolean shiftAmount) {
    long value = signed && Lanes.signed(a, bits) < 0 ? ~a & Lanes.mask(bits) : a;
    if (value == 0) {
      return LOW;
    }
    int position = 63 - Long.numberOfLeadingZeros(value);
    return shiftAmount ? bits - 1 - position : position;
  }
}
