package org.ringbench.ptx;

import java.util.Map;

/**
 * A fundamental type (PTX ISA, "Fundamental Types").
 *
 * @param kind {@code b}its, {@code u}nsigned, {@code s}igned, {@code f}loat or {@code p}redicate
 * @param bits its width, 1 for predicates
 */
record Type(char kind, int bits) {
  private static final Map<String, Type> ALL =
      Map.ofEntries(
          entry("b8"),
          entry("b16"),
          entry("b32"),
          entry("b64"),
          entry("u8"),
          entry("u16"),
          entry("u32"),
          entry("u64"),
          entry("s8"),
          entry("s16"),
          entry("s32"),
          entry("s64"),
          entry("f32"),
          entry("f64"),
          Map.entry("pred", new Type('p', 1)));

  private static Map.Entry<String, Type> entry(String name) {
    return Map.entry(name, new Type(name.charAt(0), Integer.parseInt(name.substring(1))));
  }

  /** The type of that name without its dot, or null. */
  static Type of(String name) {
    return ALL.get(name);
  }

  int bytes() {
    return bits / 8;
  }

  boolean signed() {
    return kind == 's';
  }

  boolean isFloat() {
    return kind == 'f';
  }
}
