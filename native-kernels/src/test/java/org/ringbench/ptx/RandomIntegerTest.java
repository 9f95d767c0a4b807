package org.ringbench.ptx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Integer operations on random values in all lanes, and in some, against big integers. */
class RandomIntegerTest {
  private static final long SEED = 0x5EED;

  private static final Map<String, BinaryOperator<BigInteger>> OPERATIONS =
      Map.of(
          "add", BigInteger::add,
          "sub", BigInteger::subtract,
          "mul.lo", BigInteger::multiply,
          "min", BigInteger::min,
          "max", BigInteger::max,
          "div", BigInteger::divide,
          "rem", BigInteger::remainder);

  static Stream<String> opcodes() {
    return OPERATIONS.keySet().stream()
        .sorted()
        .flatMap(
            name ->
                Stream.of("s16", "u16", "s32", "u32", "s64", "u64").map(type -> name + "." + type));
  }

  private static BigInteger value(long bits, Type type) {
    long narrow = type.signed() ? Lanes.signed(bits, type.bits()) : bits & Lanes.mask(type.bits());
    return type.signed()
        ? BigInteger.valueOf(narrow)
        : new BigInteger(Long.toUnsignedString(narrow));
  }

  /** Small, large and random values, as all of them find their own bugs. */
  private static long draw(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(-3, 4);
      case 1 -> random.nextLong() >>> random.nextInt(64);
      case 2 -> 1L << random.nextInt(64);
      default -> random.nextLong();
    };
  }

  @ParameterizedTest
  @MethodSource("opcodes")
  void equalsBigIntegers(String opcode) {
    SplittableRandom random = new SplittableRandom(SEED + opcode.hashCode());
    Type type = Type.of(opcode.substring(opcode.lastIndexOf('.') + 1));
    BinaryOperator<BigInteger> operation = OPERATIONS.get(opcode.substring(0, opcode.length() - 4));
    char w = type.bits() == 16 ? 'h' : type.bits() == 32 ? 'r' : 'd';
    String body =
        "@%%p2 %s %%%c8, %%%c0, %%%c1;\n@!%%p2 mov.b%d %%%c8, 0;\n%s"
            .formatted(opcode, w, w, w, type.bits(), w, Snippet.result(w));
    for (int round = 0; round < 4; round++) {
      boolean all = round % 2 == 0;
      long[][] inputs = new long[64][3];
      for (long[] row : inputs) {
        row[0] = draw(random);
        row[1] = draw(random) | (value(row[1], type).signum() == 0 ? 1 : 0);
        row[2] = all || random.nextBoolean() ? 1 : 0;
      }
      long[][] results = Snippet.run("", body, inputs);
      for (int i = 0; i < inputs.length; i++) {
        long expected =
            inputs[i][2] == 0
                ? 0
                : operation.apply(value(inputs[i][0], type), value(inputs[i][1], type)).longValue()
                    & Lanes.mask(type.bits());
        assertEquals(
            Long.toHexString(expected),
            Long.toHexString(results[i][0]),
            () -> opcode + ", seed " + SEED);
      }
    }
  }

  @Test
  void multipliesWithCarriesAsBigIntegersDo() {
    // 128 x 128 bits, the low 128, by schoolbook with carry chains in 32-bit limbs and 64-bit ones.
    SplittableRandom random = new SplittableRandom(SEED);
    long[][] inputs = new long[64][4];
    for (long[] row : inputs) {
      for (int i = 0; i < 4; i++) {
        row[i] = random.nextInt(3) == 0 ? -1 : draw(random);
      }
    }
    String product =
        """
        mul.lo.u64 %d8, %d0, %d2;
        mul.hi.u64 %d9, %d0, %d2;
        mad.lo.u64 %d9, %d0, %d3, %d9;
        mad.lo.u64 %d9, %d1, %d2, %d9;
        """;
    check(product, inputs, BigInteger::multiply);
    String sum = "add.cc.u64 %d8, %d0, %d2;\naddc.u64 %d9, %d1, %d3;";
    check(sum, inputs, BigInteger::add);
    check("sub.cc.u64 %d8, %d0, %d2;\nsubc.u64 %d9, %d1, %d3;", inputs, BigInteger::subtract);
    StringBuilder limbs = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      limbs.append("mov.b64 {%r").append(10 + 2 * (i % 2) + 4 * (i / 2)).append(", %r");
      limbs.append(11 + 2 * (i % 2) + 4 * (i / 2)).append("}, %d").append(i).append(";\n");
    }
    String narrow =
        limbs
            + "add.cc.u32 %r20, %r10, %r14;\naddc.cc.u32 %r21, %r11, %r15;\n"
            + "addc.cc.u32 %r22, %r12, %r16;\naddc.u32 %r23, %r13, %r17;\n"
            + "mov.b64 %d8, {%r20, %r21};\nmov.b64 %d9, {%r22, %r23};";
    check(narrow, inputs, BigInteger::add);
    check(narrow.replace("add.cc", "sub.cc").replace("addc", "subc"), inputs, BigInteger::subtract);
    // 64 x 64 to 128 bits in 32-bit limbs: mad.lo.cc, madc.hi.cc and their carries.
    String wide =
        limbs
            + """
            mul.lo.u32 %r20, %r10, %r14;
            mul.hi.u32 %r21, %r10, %r14;
            mad.lo.cc.u32 %r21, %r11, %r14, %r21;
            madc.hi.u32 %r22, %r11, %r14, 0;
            mad.lo.cc.u32 %r21, %r10, %r15, %r21;
            madc.hi.cc.u32 %r22, %r10, %r15, %r22;
            addc.u32 %r23, 0, 0;
            mad.lo.cc.u32 %r22, %r11, %r15, %r22;
            madc.hi.u32 %r23, %r11, %r15, %r23;
            mov.b64 %d8, {%r20, %r21};
            mov.b64 %d9, {%r22, %r23};
            """;
    BigInteger low = BigInteger.ONE.shiftLeft(64);
    check(wide, inputs, (a, b) -> a.mod(low).multiply(b.mod(low)));
  }

  private static void check(String body, long[][] inputs, BinaryOperator<BigInteger> operation) {
    BigInteger modulus = BigInteger.ONE.shiftLeft(128);
    long[][] results = Snippet.run("", body, inputs);
    for (int i = 0; i < inputs.length; i++) {
      BigInteger expected =
          operation.apply(join(inputs[i][0], inputs[i][1]), join(inputs[i][2], inputs[i][3]));
      assertEquals(
          expected.mod(modulus).toString(16),
          join(results[i][0], results[i][1]).toString(16),
          body);
    }
  }

  private static BigInteger join(long low, long high) {
    return new BigInteger(Long.toUnsignedString(high))
        .shiftLeft(64)
        .or(new BigInteger(Long.toUnsignedString(low)));
  }
}
