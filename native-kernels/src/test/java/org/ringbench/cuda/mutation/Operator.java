package org.ringbench.cuda.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;

/** The kinds of change, each a function from an instruction to some that take its place. */
enum Operator {
  /** Another operation of the same operands: sum for difference, and for or, high for low. */
  OPERATION((line, out) -> Swaps.add(line, Swaps.OPERATIONS, out)),
  /** A multiply-add without its addend. */
  ADDEND(
      (line, out) -> {
        if (line.opcode().startsWith("mad.")) {
          out.add(line.with("mul" + line.opcode().substring(3), line.operands().subList(0, 3)));
        }
      }),
  /** Another comparison. */
  COMPARISON(
      (line, out) -> {
        if (line.opcode().startsWith("setp.")) {
          Swaps.add(line, Swaps.COMPARISONS, out);
        }
      }),
  /** A literal operand that is larger by one. */
  IMMEDIATE(
      (line, out) -> {
        for (int i = 1; i < line.operands().size(); i++) {
          if (line.operands().get(i).matches("-?[0-9]+")
              && !line.opcode().startsWith("cp.async.w")) {
            long next = Long.parseLong(line.operands().get(i)) + 1;
            out.add(line.withOperand(i, Long.toString(next)));
          }
        }
      }),
  /** A negated guard. */
  GUARD(
      (line, out) -> {
        if (!line.guard().isEmpty()) {
          boolean negated = line.guard().startsWith("@!");
          String guard =
              negated ? "@" + line.guard().substring(2) : "@!" + line.guard().substring(1);
          out.add(guard + " " + line.text(line.opcode(), line.operands()));
        }
      }),
  /** A store, an atomic addition or an asynchronous copy less. */
  STORE(
      (line, out) -> {
        if (line.opcode().matches("(st|red|cp\\.async\\.c[ag])\\..*")) {
          out.add("");
        }
      }),
  /** A barrier less. */
  BARRIER(
      (line, out) -> {
        if (line.opcode().startsWith("bar.")) {
          out.add("");
        }
      }),
  /** A wait for one group of copies fewer, or none. */
  WAIT(
      (line, out) -> {
        if (line.opcode().equals("cp.async.wait_group")) {
          int groups = Integer.parseInt(line.operands().getFirst());
          out.add(line.withOperand(0, Integer.toString(groups + 1)));
        } else if (line.opcode().startsWith("cp.async.wait") || line.opcode().contains("commit")) {
          out.add("");
        }
      }),
  /** A load or a store of the neighbouring element. */
  OFFSET(
      (line, out) -> {
        for (int i = 0; i < line.operands().size(); i++) {
          Matcher address = Line.ADDRESS.matcher(line.operands().get(i));
          if (address.matches()) {
            String offset = address.group(2);
            long old = offset == null ? 0 : Long.parseLong(offset.replace("+", ""));
            for (int step : new int[] {bytes(line.opcode()), -bytes(line.opcode())}) {
              String moved = "[%s+%d]".formatted(address.group(1), old + step);
              out.add(line.withOperand(i, moved));
            }
          }
        }
      }),
  /** The operands of an operation that does not commute, the other way round. */
  OPERANDS(
      (line, out) -> {
        if (line.operands().size() > 2
            && line.opcode().matches("(sub|sh[lr]|setp\\.[lg][te]|selp|prmt|shf|div|rem)\\..*")) {
          List<String> swapped = new ArrayList<>(line.operands());
          swapped.set(1, line.operands().get(2));
          swapped.set(2, line.operands().get(1));
          if (!swapped.equals(line.operands())) {
            out.add(line.with(line.opcode(), swapped));
          }
        }
      }),
  /** An instruction less. */
  DROP(
      (line, out) -> {
        if (!line.opcode().matches("(bra|st|red|bar|cp|ret).*")) {
          out.add("");
        }
      }),
  /** Two registers of a matrix fragment, or of a vector, the other way round. */
  FRAGMENT(
      (line, out) -> {
        for (int i = 0; i < line.operands().size(); i++) {
          String operand = line.operands().get(i);
          Matcher vector = Line.VECTOR.matcher(operand);
          if (vector.matches() && !vector.group(1).equals(vector.group(2))) {
            String second = vector.group(2);
            out.add(
                line.withOperand(i, "{" + second + "," + vector.group(1) + vector.group(3) + "}"));
          }
        }
      }),
  /** The index of the block for that of the thread, y for x, the grid's size for the block's. */
  SPECIAL((line, out) -> Swaps.add(line, Swaps.SPECIALS, out));

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final BiConsumer<Line, List<String>> changes;

  Operator(BiConsumer<Line, List<String>> changes) {
    this.changes = changes;
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What may take the place of a line of PTX; nothing if it is no instruction. */
  List<String> mutations(String text) {
    Line line = Line.parse(text);
    if (line == null) {
      return List.of();
    }
    List<String> out = new ArrayList<>();
    changes.accept(line, out);
    return out;
  }

  /** The size of what an instruction loads or stores. */
  private static int bytes(String opcode) {
    if (opcode.startsWith("cp.async")) {
      return 8;
    }
    return Math.max(1, Integer.parseInt(opcode.replaceAll(".*\\.[a-z]+", "")) / 8);
  }
}
