package org.ringbench.cuda.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An instruction in its parts.
 *
 * @param guard with its @, or empty
 */
record Line(String guard, String opcode, List<String> operands) {
  private static final Pattern LINE =
      Pattern.compile("\\s*(@!?%p\\d+)?\\s*([a-z][a-z0-9_.]*)\\s*(.*);\\s*");
  static final Pattern ADDRESS = Pattern.compile("\\[([%\\w$]+)([+-][0-9-]+)?]");
  static final Pattern VECTOR = Pattern.compile("\\{\\s*([^,{}]+),\\s*([^,{}]+)((?:,[^{}]+)?)}");
  private static final Pattern OPERAND = Pattern.compile("\\{[^}]*}|\\[[^]]*]|[^,\\s]+");

  /** The instruction of a line of PTX; null if it is none. */
  static Line parse(String text) {
    Matcher parts = LINE.matcher(text);
    if (!parts.matches()) {
      return null;
    }
    String guard = parts.group(1) == null ? "" : parts.group(1);
    List<String> operands =
        OPERAND.matcher(parts.group(3)).results().map(MatchResult::group).toList();
    return new Line(guard, parts.group(2), operands);
  }

  String text(String newOpcode, List<String> newOperands) {
    return newOpcode + " " + String.join(", ", newOperands) + ";";
  }

  String with(String newOpcode, List<String> newOperands) {
    return (guard.isEmpty() ? "" : guard + " ") + text(newOpcode, newOperands);
  }

  String withOperand(int index, String operand) {
    List<String> changed = new ArrayList<>(operands);
    changed.set(index, operand);
    return with(opcode, changed);
  }
}
