package org.ringbench.bench.environment;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.ringbench.bench.results.Environment;
import org.ringbench.data.Lines;

/**
 * A short name for machines of one kind, of which a baseline is kept: {@code
 * amd-epyc-2c-v512-1f3a}. It says what the hardware and its limits are, so that it outlives a new
 * Java runtime or driver; {@link Comparability} refuses those.
 */
public final class MachineClass {
  private static final int HASH_DIGITS = 4;
  private static final int LIMIT_DIGITS = 3;

  private MachineClass() {}

  /** The class: lower case letters, digits, dots and dashes, fit for a file's name. */
  public static String of(Environment environment) {
    List<String> words = new ArrayList<>();
    words.add(slug(environment.cpu()));
    words.add(environment.cores() + "c");
    if (environment.cpuLimit() != null) {
      words.add("of" + plain(environment.cpuLimit()));
    }
    words.add(environment.vectorBits() == null ? "v0" : "v" + environment.vectorBits());
    if (environment.gpu() != null) {
      words.add(slug(environment.gpu()));
    }
    // Virtual machines often hide the model; its instruction sets still tell it.
    String flags = String.join(" ", new TreeSet<>(environment.cpuFlags()));
    words.add(Lines.hash(flags).substring(0, HASH_DIGITS));
    return String.join("-", words);
  }

  private static String plain(double value) {
    return new BigDecimal(value)
        .round(new MathContext(LIMIT_DIGITS))
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String slug(String name) {
    String plain =
        name.toLowerCase(Locale.ROOT)
            .replaceAll("\\((r|tm|c)\\)", " ")
            .replaceAll("\\b(cpu|processor|\\d+-core)\\b", " ")
            .replaceAll("@.*", " ")
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    return plain.isEmpty() ? "unknown" : plain;
  }
}
