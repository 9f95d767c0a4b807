package org.ringbench.ptx;

import java.util.List;

/**
 * An instruction as written.
 *
 * @param opcode with its modifiers, such as {@code mad.lo.s32}
 * @param guard the predicate, or null
 * @param negated whether the guard is {@code @!p}
 */
record Statement(
    String module,
    int line,
    String opcode,
    List<String> parts,
    List<Operand> operands,
    Operand.Register guard,
    boolean negated) {

  PtxSyntaxException unsupported(String what) {
    return new PtxSyntaxException(module, line, opcode + ": " + what);
  }

  /** Throws unless there are so many operands. */
  void expect(int count) {
    if (operands.size() != count) {
      throw unsupported(operands.size() + " operands, expected " + count);
    }
  }

  Operand operand(int index) {
    if (index >= operands.size()) {
      throw unsupported("operand " + (index + 1) + " is missing");
    }
    return operands.get(index);
  }
}
