package org.ringbench.ptx;

import java.util.List;

/** Control flow (PTX ISA, "Control Flow Instructions"). */
final class ControlOperations {
  private ControlOperations() {}

  /** {@code bra}; its guard says who takes it. */
  static final class Branch extends Operation {
    final int target;

    Branch(Statement s, int target) {
      super(s, Flow.BRANCH);
      this.target = target;
    }

    @Override
    void execute(Warp w, int mask) {}
  }

  /** {@code brx.idx}. */
  static final class Table extends Operation {
    private final int index;
    final int[] entries;

    Table(Statement s, int index, int[] entries) {
      super(s, Flow.TABLE);
      this.index = index;
      this.entries = entries;
    }

    int target(Warp w, int lane) {
      long i = w.r[index + lane];
      if (Long.compareUnsigned(i, entries.length) >= 0) {
        throw w.fault(
            PtxFault.Kind.UNDEFINED, lane, "index " + i + " of " + entries.length + " targets");
      }
      w.launch.tableEntry(w.pc, (int) i);
      return entries[(int) i];
    }

    @Override
    void execute(Warp w, int mask) {}
  }

  /** {@code ret} and {@code exit}: the same, as there are no calls. */
  static final class Exit extends Operation {
    Exit(Statement s) {
      super(s, Flow.EXIT);
    }

    @Override
    void execute(Warp w, int mask) {}
  }

  /** {@code trap}. */
  static final class Trap extends Operation {
    Trap(Statement s) {
      super(s);
    }

    @Override
    void execute(Warp w, int mask) {
      throw w.fault(PtxFault.Kind.TRAP, Integer.numberOfTrailingZeros(mask), "the kernel trapped");
    }
  }

  static Operation decode(Statement s, KernelBuilder b) {
    List<String> parts = s.parts();
    switch (s.opcode()) {
      case "bra", "bra.uni" -> {
        s.expect(1);
        if (s.operand(0) instanceof Operand.Symbol label) {
          return new Branch(s, b.label(s, label.name()));
        }
      }
      case "brx.idx", "brx.idx.uni" -> {
        s.expect(2);
        if (s.operand(1) instanceof Operand.Symbol table) {
          int[] entries =
              b.table(s, table.name()).stream().mapToInt(name -> b.label(s, name)).toArray();
          return new Table(s, b.source(s, s.operand(0), 32), entries);
        }
      }
      case "ret", "ret.uni", "exit" -> {
        s.expect(0);
        return new Exit(s);
      }
      case "trap" -> {
        s.expect(0);
        return new Trap(s);
      }
      default -> {}
    }
    throw s.unsupported(parts.getFirst() + " of this form is not modelled");
  }

  /** Where an operation can continue. */
  static int[] successors(Operation op, int pc) {
    boolean always = op.guard < 0;
    return switch (op) {
      case Branch branch -> always ? new int[] {branch.target} : new int[] {branch.target, pc + 1};
      case Table table -> table.entries;
      case Exit exit when always -> Operation.NONE;
      case Trap trap when always -> Operation.NONE;
      default -> new int[] {pc + 1};
    };
  }
}
