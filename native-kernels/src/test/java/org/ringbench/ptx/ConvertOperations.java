package org.ringbench.ptx;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Conversions (PTX ISA, "cvt"). */
final class ConvertOperations {
  private ConvertOperations() {}

  static Operation decode(Statement s, KernelBuilder b) {
    s.expect(2);
    List<String> parts = s.parts();
    int count = parts.size();
    Type to = Type.of(parts.get(count - 2));
    Type from = Type.of(parts.get(count - 1));
    List<String> modifiers = parts.subList(1, Math.max(1, count - 2));
    if (count < 3 || to == null || from == null || to.kind() == 'b' || from.kind() == 'b') {
      throw s.unsupported("this form is not modelled");
    }
    boolean saturate = modifiers.contains("sat");
    List<String> roundings = modifiers.stream().filter(m -> !m.equals("sat")).toList();
    if (roundings.size() > 1 || (saturate && (from.isFloat() || to.isFloat()))) {
      throw s.unsupported("these modifiers are not modelled");
    }
    String rounding = roundings.isEmpty() ? "" : roundings.getFirst();
    boolean known =
        from.isFloat()
            ? to.isFloat()
                ? from.bits() > to.bits() ? rounding.equals("rn") : rounding.isEmpty()
                : List.of("rzi", "rni", "rmi", "rpi").contains(rounding)
            : to.isFloat() ? rounding.equals("rn") : rounding.isEmpty();
    if (!known || (from.equals(to) && from.isFloat())) {
      throw s.unsupported("this rounding is not modelled");
    }
    Operand source = s.operand(1);
    Operand target = s.operand(0);
    boolean narrowFrom = !from.isFloat();
    int a = b.source(s, source, from.bits(), narrowFrom);
    int d = b.target(s, target, to.bits(), !to.isFloat());
    long extension =
        Lanes.mask(target instanceof Operand.Register register ? register.type.bits() : 64);
    return new Alu(s, loop(from, to, saturate, rounding, extension), a, d);
  }

  private static Alu.Loop loop(
      Type from, Type to, boolean saturate, String rounding, long extension) {
    if (from.isFloat()) {
      return AluTable.lanes((a, b, c) -> fromFloat(from, to, rounding, a) & extension);
    }
    if (to.isFloat()) {
      return AluTable.lanes((a, b, c) -> toFloat(from, to, a));
    }
    if (saturate) {
      return AluTable.lanes(
          (a, b, c) -> extend(to, saturated(from, to, extend(from, a))) & extension);
    }
    // A conversion to a narrower type takes the low bits; both steps are a shift left and right.
    int shift = 64 - Math.min(from.bits(), to.bits());
    boolean signed = to.bits() > from.bits() ? from.signed() : to.signed();
    // The value goes to the target's type first, and then fills its register.
    long inType = to.bits() > from.bits() ? Lanes.mask(to.bits()) : -1L;
    boolean refill = to.bits() > from.bits() && to.signed() && from.signed();
    long mask = refill ? extension : inType & extension;
    if (signed) {
      return (r, d, a, b, c, e) -> {
        for (int l = 0; l < 32; l++) {
          r[d + l] = r[a + l] << shift >> shift & mask;
        }
      };
    }
    return (r, d, a, b, c, e) -> {
      for (int l = 0; l < 32; l++) {
        r[d + l] = r[a + l] << shift >>> shift & mask;
      }
    };
  }

  private static long extend(Type type, long value) {
    return type.signed() ? Lanes.signed(value, type.bits()) : value & Lanes.mask(type.bits());
  }

  private static long saturated(Type from, Type to, long value) {
    long least = to.signed() ? -1L << (to.bits() - 1) : 0;
    long most = to.signed() ? ~least : Lanes.mask(to.bits());
    if (from.signed()) {
      if (value < least) {
        return least;
      }
      return (to.signed() || to.bits() < 64) && value > most ? most : value;
    }
    return Long.compareUnsigned(value, most) > 0 ? most : value;
  }

  private static long toFloat(Type from, Type to, long register) {
    long value = extend(from, register);
    if (from.signed() || value >= 0) {
      return to.bits() == 32 ? Lanes.f32((float) value) : Lanes.f64((double) value);
    }
    BigDecimal large = new BigDecimal(Long.toUnsignedString(value));
    return to.bits() == 32 ? Lanes.f32(large.floatValue()) : Lanes.f64(large.doubleValue());
  }

  private static long fromFloat(Type from, Type to, String rounding, long register) {
    double value = from.bits() == 32 ? Lanes.f32(register) : Lanes.f64(register);
    if (to.isFloat()) {
      return to.bits() == 32 ? Lanes.f32((float) value) : Lanes.f64(value);
    }
    long least = to.signed() ? -1L << (to.bits() - 1) : 0;
    long most = to.signed() ? ~least : Lanes.mask(to.bits());
    if (Double.isNaN(value)) {
      // Zero, or the highest bit alone where one side has 64 bits.
      return to.bits() == 64 || from.bits() == 64 ? 1L << (to.bits() - 1) : 0;
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? most : least;
    }
    RoundingMode mode =
        switch (rounding) {
          case "rni" -> RoundingMode.HALF_EVEN;
          case "rmi" -> RoundingMode.FLOOR;
          case "rpi" -> RoundingMode.CEILING;
          default -> RoundingMode.DOWN;
        };
    BigDecimal whole = new BigDecimal(value).setScale(0, mode);
    BigDecimal low = BigDecimal.valueOf(least);
    BigDecimal high =
        to.signed() ? BigDecimal.valueOf(most) : new BigDecimal(Long.toUnsignedString(most));
    return whole.max(low).min(high).toBigInteger().longValue();
  }
}
