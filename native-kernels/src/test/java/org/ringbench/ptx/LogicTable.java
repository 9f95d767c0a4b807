package org.ringbench.ptx;

/** Logic, shifts and bit fields (PTX ISA, "Logic and Shift Instructions", "bfe", "bfi", "prmt"). */
final class LogicTable {
  private static final long LOW = Lanes.LOW;

  private LogicTable() {}

  static void fill(AluTable t) {
    logic(t, 16, 'h');
    logic(t, 32, 'r');
    logic(t, 64, 'd');
    shifts(t);
    funnels(t);
    fields(t);
    permutes(t);
  }

  private static void logic(AluTable t, int bits, char w) {
    String two = "" + w + w;
    String three = two + w;
    long ones = Lanes.mask(bits);
    t.add(
        "and.b" + bits,
        three,
        (r, d, a, b, c, e) -> {
          for (int l = 0; l < 32; l++) {
            r[d + l] = r[a + l] & r[b + l];
          }
        });
    t.add(
        "or.b" + bits,
        three,
        (r, d, a, b, c, e) -> {
          for (int l = 0; l < 32; l++) {
            r[d + l] = r[a + l] | r[b + l];
          }
        });
    t.add(
        "xor.b" + bits,
        three,
        (r, d, a, b, c, e) -> {
          for (int l = 0; l < 32; l++) {
            r[d + l] = r[a + l] ^ r[b + l];
          }
        });
    t.add(
        "not.b" + bits,
        two,
        (r, d, a, b, c, e) -> {
          for (int l = 0; l < 32; l++) {
            r[d + l] = ~r[a + l] & ones;
          }
        });
    t.rare("cnot.b" + bits, two, (a, b, c) -> a == 0 ? 1 : 0);
  }

  private static void shifts(AluTable t) {
    t.add(
        "shl.b64",
        "ddr",
        (r, d, a, b, c, e) -> {
          for (int l = 0; l < 32; l++) {
            long n = r[b + l];
            r[d + l] = n > 63 ? 0 : r[a + l] << n;
          }
        });
    t.add(
        "shl.b32",
        "rrr",
        (r, d, a, b, c, e) -> {
          for (int l = 0; l < 32; l++) {
            long n = r[b + l];
            r[d + l] = n > 31 ? 0 : (r[a + l] << n) & LOW;
          }
        });
    t.rare("shl.b16", "hhr", (a, n, c) -> n > 15 ? 0 : (a << n) & 0xFFFF);
    for (String kind : new String[] {"u", "b"}) {
      t.add(
          "shr." + kind + "64",
          "ddr",
          (r, d, a, b, c, e) -> {
            for (int l = 0; l < 32; l++) {
              long n = r[b + l];
              r[d + l] = n > 63 ? 0 : r[a + l] >>> n;
            }
          });
      t.add(
          "shr." + kind + "32",
          "rrr",
          (r, d, a, b, c, e) -> {
            for (int l = 0; l < 32; l++) {
              long n = r[b + l];
              r[d + l] = n > 31 ? 0 : r[a + l] >>> n;
            }
          });
      t.rare("shr." + kind + "16", "hhr", (a, n, c) -> n > 15 ? 0 : a >>> n);
    }
    t.add(
        "shr.s64",
        "ddr",
        (r, d, a, b, c, e) -> {
          for (int l = 0; l < 32; l++) {
            r[d + l] = r[a + l] >> Math.min(r[b + l], 63);
          }
        });
    t.add(
        "shr.s32",
        "rrr",
        (r, d, a, b, c, e) -> {
          for (int l = 0; l < 32; l++) {
            r[d + l] = (long) (int) r[a + l] >> Math.min(r[b + l], 31) & LOW;
          }
        });
    t.rare("shr.s16", "hhr", (a, n, c) -> (long) (short) a >> Math.min(n, 15) & 0xFFFF);
  }

  private static void funnels(AluTable t) {
    t.add(
        "shf.l.wrap.b32",
        "rrrr",
        (r, d, a, b, c, e) -> {
          for (int l = 0; l < 32; l++) {
            r[d + l] = (r[b + l] << 32 | r[a + l]) << (r[c + l] & 31) >>> 32;
          }
        });
    t.add(
        "shf.r.wrap.b32",
        "rrrr",
        (r, d, a, b, c, e) -> {
          for (int l = 0; l < 32; l++) {
            r[d + l] = (r[b + l] << 32 | r[a + l]) >>> (r[c + l] & 31) & LOW;
          }
        });
    t.rare("shf.l.clamp.b32", "rrrr", (a, b, n) -> n > 31 ? a : (b << 32 | a) << n >>> 32);
    t.rare("shf.r.clamp.b32", "rrrr", (a, b, n) -> n > 31 ? b : (b << 32 | a) >>> n & LOW);
  }

  private static void fields(AluTable t) {
    for (int bits = 32; bits <= 64; bits += 32) {
      int width = bits;
      char w = bits == 32 ? 'r' : 'd';
      t.rare("bfe.u" + bits, "" + w + w + "rr", (a, b, c) -> bfe(a, b, c, width, false));
      t.rare("bfe.s" + bits, "" + w + w + "rr", (a, b, c) -> bfe(a, b, c, width, true));
      t.add(
          "bfi.b" + bits,
          "" + w + w + w + "rr",
          (r, d, a, b, c, e) -> {
            for (int l = 0; l < 32; l++) {
              r[d + l] = bfi(r[a + l], r[b + l], r[c + l], r[e + l], width);
            }
          });
    }
    t.rare("bmsk.clamp.b32", "rrr", (a, b, c) -> bmsk(Math.min(a, 32), Math.min(b, 32)));
    t.rare("bmsk.wrap.b32", "rrr", (a, b, c) -> bmsk(a & 31, b & 31));
    t.rare("szext.wrap.u32", "rrr", (a, b, c) -> szext(a, b & 31, false));
    t.rare("szext.wrap.s32", "rrr", (a, b, c) -> szext(a, b & 31, true));
    t.rare("szext.clamp.u32", "rrr", (a, b, c) -> szext(a, Math.min(b, 32), false));
    t.rare("szext.clamp.s32", "rrr", (a, b, c) -> szext(a, Math.min(b, 32), true));
  }

  private static long bfe(long a, long b, long c, int bits, boolean signed) {
    int from = (int) b & 0xFF;
    int length = (int) c & 0xFF;
    if (length == 0) {
      return 0;
    }
    boolean sign = signed && (a >>> Math.min(from + length - 1, bits - 1) & 1) != 0;
    int taken = Math.max(0, Math.min(length, bits - from));
    long field = taken == 0 ? 0 : a >>> from & Lanes.mask(taken);
    return sign ? (field | ~Lanes.mask(taken)) & Lanes.mask(bits) : field;
  }

  private static long bfi(long a, long b, long c, long d, int bits) {
    int from = (int) c & 0xFF;
    int length = (int) d & 0xFF;
    if (from >= bits || length == 0) {
      return b;
    }
    long field = Lanes.mask(Math.min(length, bits - from)) << from;
    return (b & ~field) | (a << from & field);
  }

  private static long bmsk(long from, long length) {
    return from > 31 ? 0 : Lanes.mask((int) length) << from & LOW;
  }

  private static long szext(long a, long bits, boolean signed) {
    if (bits == 0) {
      return 0;
    }
    long low = a & Lanes.mask((int) bits);
    return signed ? Lanes.signed(low, (int) bits) & LOW : low;
  }

  private static void permutes(AluTable t) {
    t.add(
        "prmt.b32",
        "rrrr",
        (r, d, a, b, c, e) -> {
          for (int l = 0; l < 32; l++) {
            long bytes = r[b + l] << 32 | r[a + l];
            int selectors = (int) r[c + l];
            r[d + l] =
                pick(bytes, selectors)
                    | pick(bytes, selectors >> 4) << 8
                    | pick(bytes, selectors >> 8) << 16
                    | pick(bytes, selectors >> 12) << 24;
          }
        });
    mode(t, "f4e", new int[] {0x3210, 0x4321, 0x5432, 0x6543});
    mode(t, "b4e", new int[] {0x5670, 0x6701, 0x7012, 0x0123});
    mode(t, "rc8", new int[] {0x0000, 0x1111, 0x2222, 0x3333});
    mode(t, "ecl", new int[] {0x3210, 0x3211, 0x3222, 0x3333});
    mode(t, "ecr", new int[] {0x0000, 0x1110, 0x2210, 0x3210});
    mode(t, "rc16", new int[] {0x1010, 0x3232, 0x1010, 0x3232});
  }

  private static long pick(long bytes, int selector) {
    long value = bytes >>> (8 * (selector & 7)) & 0xFF;
    return (selector & 8) == 0 ? value : (value & 0x80) != 0 ? 0xFF : 0;
  }

  private static void mode(AluTable t, String name, int[] selectors) {
    t.rare(
        "prmt.b32." + name,
        "rrrr",
        (a, b, c) -> {
          long bytes = b << 32 | a;
          int s = selectors[(int) c & 3];
          return pick(bytes, s)
              | pick(bytes, s >> 4) << 8
              | pick(bytes, s >> 8) << 16
              | pick(bytes, s >> 12) << 24;
        });
  }
}
