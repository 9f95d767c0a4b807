package org.ringbench.bench.environment;

import java.util.List;

/** What any JVM that runs this project's classes is started with. */
public final class NeededFlags {
  /** The Vector API, and calls into native libraries without a warning each. */
  public static final List<String> ALL =
      List.of(
          "--add-modules=jdk.incubator.vector",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private NeededFlags() {}
}
