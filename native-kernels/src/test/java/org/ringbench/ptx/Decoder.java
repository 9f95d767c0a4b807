package org.ringbench.ptx;

import java.util.List;

/** Finds an instruction's operation. */
final class Decoder {
  private Decoder() {}

  static Operation decode(Statement s, KernelBuilder b) {
    List<String> parts = s.parts();
    if (CarryOperations.knows(parts)) {
      return new CarryOperations(s, b);
    }
    if (AluTable.knows(s.opcode())) {
      return AluTable.decode(s, b);
    }
    if (parts.size() == 2 && parts.get(1).equals("pred")) {
      switch (parts.getFirst()) {
        case "and", "or", "xor" -> {
          return new PredicateOperations.Logic(s, b, parts.getFirst(), 2);
        }
        case "not" -> {
          return new PredicateOperations.Logic(s, b, "not", 1);
        }
        default -> {}
      }
    }
    return switch (parts.getFirst()) {
      case "mov" -> MoveOperations.move(s, b);
      case "selp" -> new MoveOperations.Select(s, b);
      case "lop3" -> MoveOperations.lop3(s, b);
      case "setp" -> new PredicateOperations.Set(s, b);
      case "cvt" -> ConvertOperations.decode(s, b);
      case "cvta" -> AddressOperations.convert(s, b);
      case "isspacep" -> new AddressOperations.Test(s, b);
      case "ld" -> new MemoryOperations.Load(s, b);
      case "st" -> new MemoryOperations.Store(s, b);
      case "atom", "red" -> new AtomicOperations(s, b);
      case "cp" -> AsyncOperations.decode(s, b);
      case "shfl" -> new WarpOperations.Shuffle(s, b);
      case "vote" -> new WarpOperations.Vote(s, b);
      case "redux" -> new WarpOperations.Reduce(s, b);
      case "match" -> new WarpOperations.Match(s, b);
      case "activemask" -> activeMask(s, b);
      case "mma" -> new MatrixOperations.Multiply(s, b);
      case "ldmatrix" -> new MatrixOperations.LoadMatrix(s, b);
      case "bar", "barrier" -> BarrierOperations.decode(s, b);
      case "membar", "fence" -> BarrierOperations.fence(s);
      case "nanosleep" -> sleep(s, b);
      case "bra", "brx", "ret", "exit", "trap" -> ControlOperations.decode(s, b);
      default -> throw s.unsupported("this instruction is not modelled");
    };
  }

  private static Operation activeMask(Statement s, KernelBuilder b) {
    if (!s.opcode().equals("activemask.b32")) {
      throw s.unsupported("this form is not modelled");
    }
    return new WarpOperations.ActiveMask(s, b);
  }

  private static Operation sleep(Statement s, KernelBuilder b) {
    if (!s.opcode().equals("nanosleep.u32")) {
      throw s.unsupported("this form is not modelled");
    }
    s.expect(1);
    b.source(s, s.operand(0), 32);
    return new BarrierOperations.Nothing(s);
  }
}
