package org.ringbench.cuda.performance;

import java.util.Map;
import org.ringbench.ptx.LaunchCounts;

/**
 * Machine instructions of warps by the unit that executes them, estimated from PTX instructions.
 *
 * <p>PTX is not what runs: the assembler joins and drops instructions. The weights are about the
 * fewest that it needs. Two of PTX's logic operations make one {@code LOP3}, two 32-bit additions
 * one {@code IADD3}, or an address's offset; a 64-bit operation is two of 32 bits, a 64-bit product
 * three multiply-adds; moves, widening, address conversions, predicate logic and reads of
 * parameters (constant operands) are free. Additions and left shifts, which both integer units
 * execute, go to the less busy one.
 *
 * @param alu logic, right and funnel shifts, byte permutations, comparisons, selections
 * @param multiply multiply-adds, of integers or floats
 * @param either additions and left shifts, which both of the former execute
 * @param special divisions' reciprocals and population counts
 * @param memory accesses to shared and global memory, shuffles
 * @param matrix {@code mma.sync} of m16n8k32
 * @param control branches and barriers
 */
record MachineWork(
    double alu,
    double multiply,
    double either,
    double special,
    double memory,
    double matrix,
    double control) {
  private static final MachineWork NONE = new MachineWork(0, 0, 0, 0, 0, 0, 0);

  /** Integer instructions of a 32-bit division besides its reciprocal. */
  private static final int DIVISION = 16;

  /** The work of a launch. */
  static MachineWork of(LaunchCounts counts) {
    MachineWork sum = NONE;
    for (Map.Entry<String, Long> entry : counts.byOpcode().entrySet()) {
      sum = sum.plus(one(entry.getKey()), entry.getValue());
    }
    return sum;
  }

  /** All instructions that are issued. */
  double issued() {
    return alu + multiply + either + special + memory + matrix + control;
  }

  private MachineWork plus(MachineWork that, double times) {
    return new MachineWork(
        alu + times * that.alu,
        multiply + times * that.multiply,
        either + times * that.either,
        special + times * that.special,
        memory + times * that.memory,
        matrix + times * that.matrix,
        control + times * that.control);
  }

  /**
   * One PTX instruction.
   *
   * @throws IllegalArgumentException for one that has no weight: a new kernel needs a decision
   */
  static MachineWork one(String opcode) {
    int halves = opcode.endsWith("64") ? 2 : 1;
    boolean predicate = opcode.endsWith(".pred");
    String first = opcode.indexOf('.') < 0 ? opcode : opcode.substring(0, opcode.indexOf('.'));
    return switch (first) {
      case "mov", "cvta", "cvt", "ret", "exit" -> NONE;
      case "and", "or", "xor", "not", "lop3" -> predicate ? NONE : alu(0.5 * halves);
      case "shr", "shf", "prmt", "setp", "selp", "set", "bfi", "bfe", "min", "max", "neg", "abs" ->
          alu(halves);
      case "vote", "activemask", "match" -> alu(1);
      case "add", "sub", "addc", "subc" ->
          opcode.endsWith("f32") ? multiply(1) : either(0.5 * halves);
      case "shl" -> either(halves);
      case "mul", "mad", "fma" -> multiply(halves == 2 && !opcode.contains("wide") ? 3 : 1);
      case "div", "rem" -> new MachineWork(0, 0, DIVISION, 1, 0, 0, 0);
      case "popc", "clz", "brev", "bfind" -> new MachineWork(0, 0, 0, halves, 0, 0, 0);
      case "ld", "st" -> opcode.contains("param") ? NONE : memory(1);
      case "atom", "red", "shfl", "ldmatrix" -> memory(1);
      case "cp" -> opcode.contains("group") ? flow() : memory(1);
      case "mma" -> new MachineWork(0, 0, 0, 0, 0, 1, 0);
      case "bra", "bar", "barrier", "brx", "membar", "fence" -> flow();
      default -> throw new IllegalArgumentException("no weight for the PTX instruction " + opcode);
    };
  }

  private static MachineWork alu(double count) {
    return new MachineWork(count, 0, 0, 0, 0, 0, 0);
  }

  private static MachineWork multiply(double count) {
    return new MachineWork(0, count, 0, 0, 0, 0, 0);
  }

  private static MachineWork either(double count) {
    return new MachineWork(0, 0, count, 0, 0, 0, 0);
  }

  private static MachineWork memory(double count) {
    return new MachineWork(0, 0, 0, 0, count, 0, 0);
  }

  private static MachineWork flow() {
    return new MachineWork(0, 0, 0, 0, 0, 0, 1);
  }
}
