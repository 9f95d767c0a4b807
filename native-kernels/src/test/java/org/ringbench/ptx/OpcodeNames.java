package org.ringbench.ptx;

import java.util.List;
import java.util.Set;

/** Opcodes without the modifiers that do not change how much work they are. */
final class OpcodeNames {
  private static final Set<String> SHORT =
      Set.of("mma", "ldmatrix", "bar", "barrier", "bra", "membar", "fence", "shfl", "vote", "brx");

  private OpcodeNames() {}

  static String counted(Statement statement) {
    List<String> parts = statement.parts();
    String first = parts.getFirst();
    if (SHORT.contains(first)) {
      int keep = Set.of("bra", "membar", "fence").contains(first) ? 1 : 2;
      return String.join(".", parts.subList(0, Math.min(keep, parts.size())));
    }
    if (first.equals("ld") || first.equals("st") || first.equals("atom") || first.equals("red")) {
      StringBuilder name = new StringBuilder(first);
      for (String part : parts.subList(1, parts.size())) {
        switch (part) {
          case "nc",
              "weak",
              "volatile",
              "relaxed",
              "acquire",
              "release",
              "acq_rel",
              "gpu",
              "cta",
              "sys",
              "ca",
              "cg",
              "cs",
              "lu",
              "cv",
              "wb",
              "wt" -> {}
          default -> {
            if (!part.startsWith("L")) {
              name.append('.').append(part);
            }
          }
        }
      }
      return name.toString();
    }
    return statement.opcode();
  }
}
