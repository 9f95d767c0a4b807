package org.ringbench.bench.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ringbench.bench.results.Environment;

/**
 * What counters and heap depend on, as a name: architecture, cores, vector width, JDK and GPU. The
 * processor's model is not in it, which only times depend on: those are compared within one
 * session.
 */
final class MachineClass {
  private static final Pattern FEATURE = Pattern.compile("\\s(\\d+)[.+-]|\\s(\\d+)$");

  private MachineClass() {}

  /** The name, such as {@code amd64-2-cores-512-bit-jdk-25}. */
  static String of(Environment environment) {
    List<String> parts = new ArrayList<>();
    String os = environment.os();
    parts.add(os.substring(os.lastIndexOf(' ') + 1)); // the architecture stands last
    parts.add(environment.cores() + " cores");
    parts.add(environment.vectorBits() == null ? "no vectors" : environment.vectorBits() + " bit");
    parts.add("jdk " + feature(environment.jdk()));
    if (environment.gpu() != null) {
      parts.add(environment.gpu());
    }
    return String.join("-", parts).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  /** The feature version of a runtime: 25 of {@code Eclipse Adoptium 25.0.3+9-LTS}. */
  private static String feature(String jdk) {
    Matcher version = FEATURE.matcher(jdk);
    if (!version.find()) {
      return jdk;
    }
    return version.group(1) == null ? version.group(2) : version.group(1);
  }
}
