package org.ringbench.bench.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Whether somebody watches, and in colours. */
final class Terminal {
  /** The descriptor of standard output. */
  static final int OUT = 1;

  /** The descriptor of standard error. */
  static final int ERR = 2;

  private Terminal() {}

  /** Whether a descriptor is a terminal; System.console() knows of all three at once only. */
  @SuppressWarnings("restricted") // one call of the C library
  static boolean isTerminal(int descriptor) {
    try {
      Linker linker = Linker.nativeLinker();
      MethodHandle isatty =
          linker.downcallHandle(
              linker.defaultLookup().find("isatty").orElseThrow(),
              FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
      return (int) isatty.invokeExact(descriptor) == 1;
    } catch (Throwable e) {
      return false; // a system without it, or a JVM that may not call it
    }
  }

  /** Whether colours are welcome there: see no-color.org. */
  static boolean hasColours(int descriptor) {
    return areColoursWanted(System.getenv("NO_COLOR"), System.getenv("TERM"))
        && isTerminal(descriptor);
  }

  static boolean areColoursWanted(String noColor, String term) {
    return (noColor == null || noColor.isEmpty()) && term != null && !term.equals("dumb");
  }

  /** The text in red, if colours are welcome on standard error. */
  static String red(String text) {
    return hasColours(ERR) ? "\u001b[31m" + text + "\u001b[0m" : text;
  }

  /** The text in bold letters, if colours are welcome on standard output. */
  static String bold(String text) {
    return hasColours(OUT) ? "\u001b[1m" + text + "\u001b[0m" : text;
  }
}
