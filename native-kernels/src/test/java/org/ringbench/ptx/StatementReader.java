package org.ringbench.ptx;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads one instruction (PTX ISA, "Instruction Statements" and "Instruction Operands"). */
final class StatementReader {
  private StatementReader() {}

  static Statement read(TokenReader in, Function<String, Operand.Register> registers) {
    Operand.Register guard = null;
    boolean negated = false;
    if (in.accept("@")) {
      negated = in.accept("!");
      String name = in.word();
      guard = registers.apply(name);
      if (guard == null || !guard.predicate()) {
        throw in.error("guard " + name + " is no predicate");
      }
    }
    int line = in.line();
    String opcode = in.word();
    List<Operand> operands = new ArrayList<>();
    while (!in.accept(";")) {
      if (!operands.isEmpty()) {
        in.expect(",");
      }
      operands.add(operand(in, registers));
    }
    return new Statement(
        in.module, line, opcode, List.of(opcode.split("\\.")), operands, guard, negated);
  }

  private static Operand operand(TokenReader in, Function<String, Operand.Register> registers) {
    if (in.accept("[")) {
      return address(in, registers);
    }
    if (in.accept("{")) {
      List<Operand> elements = new ArrayList<>();
      do {
        elements.add(operand(in, registers));
      } while (in.accept(","));
      in.expect("}");
      return new Operand.Vector(List.copyOf(elements));
    }
    if (in.accept("!")) {
      return new Operand.Not(operand(in, registers));
    }
    if (in.isNumber()) {
      return in.literal();
    }
    String word = in.word();
    Operand first = word.equals("_") ? new Operand.Sink() : named(word, registers);
    if (in.accept("|")) {
      return new Operand.Pair(first, operand(in, registers));
    }
    if (first instanceof Operand.Symbol && (in.is("+") || in.is("-"))) {
      in.accept("+");
      return new Operand.Address(first, in.integer());
    }
    return first;
  }

  private static Operand address(TokenReader in, Function<String, Operand.Register> registers) {
    Operand base = in.isNumber() ? in.literal() : named(in.word(), registers);
    long offset = 0;
    if (!in.is("]")) {
      if (!in.is("-")) {
        in.expect("+");
      }
      offset = in.integer();
    }
    in.expect("]");
    return new Operand.Address(base, offset);
  }

  private static Operand named(String word, Function<String, Operand.Register> registers) {
    Operand.Register register = registers.apply(word);
    return register != null ? register : new Operand.Symbol(word);
  }
}
