package org.ringbench.bench.environment;

import java.util.OptionalInt;
import jdk.incubator.vector.LongVector;

/** The Vector API, which is an incubating module: it is there only if the JVM was told so. */
public final class VectorUnit {
  /** The flag that adds the module. */
  public static final String MODULE_FLAG = "--add-modules=jdk.incubator.vector";

  private static final String SWITCH = "ringbench.vector";

  private VectorUnit() {}

  /** Bits of the preferred species; empty without the module. */
  public static OptionalInt bits() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        ? OptionalInt.of(Species.bits())
        : OptionalInt.empty();
  }

  /** Whether plain loops were asked for, with {@code -Dringbench.vector=off}. */
  public static boolean isSwitchedOff() {
    return System.getProperty(SWITCH, "on").equals("off");
  }

  /**
   * Makes sure that a measurement does not silently fall back to plain loops.
   *
   * @throws IllegalStateException if the module is missing and was not switched off
   */
  public static void require() {
    if (bits().isEmpty() && !isSwitchedOff()) {
      throw new IllegalStateException(
          "the Vector API is missing: start Java with %s, or with -D%s=off to measure plain loops"
              .formatted(MODULE_FLAG, SWITCH));
    }
  }

  /** Loaded only where the module is there. */
  private static final class Species {
    static int bits() {
      return LongVector.SPECIES_PREFERRED.vectorBitSize();
    }
  }
}
