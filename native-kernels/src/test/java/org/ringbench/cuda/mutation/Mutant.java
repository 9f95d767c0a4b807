package org.ringbench.cuda.mutation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A committed module with one line changed.
 *
 * @param line of the module, from 1
 * @param after what takes its place; empty if it is dropped
 */
record Mutant(
    String module, String kernel, int line, Operator operator, String before, String after) {

  /** The module's text with the change; all lines keep their numbers. */
  String apply(String text) {
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    lines.set(line - 1, after);
    return String.join("\n", lines);
  }

  @Override
  public String toString() {
    return "%s.ptx:%d (%s, %s) %s -> %s"
        .formatted(
            module, line, kernel, operator.id(), before, after.isEmpty() ? "dropped" : after);
  }
}
