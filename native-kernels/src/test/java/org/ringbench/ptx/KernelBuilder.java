package org.ringbench.ptx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ringbench.ptx.PtxKernel.BankValue;

/**
 * Decodes one kernel: gives registers and constants their banks, and instructions their operations.
 */
final class KernelBuilder {
  private static final Set<String> SPECIALS =
      Set.of(
          "%tid.x",
          "%tid.y",
          "%tid.z",
          "%ntid.x",
          "%ntid.y",
          "%ntid.z",
          "%ctaid.x",
          "%ctaid.y",
          "%ctaid.z",
          "%nctaid.x",
          "%nctaid.y",
          "%nctaid.z",
          "%laneid",
          "%warpid",
          "%nwarpid",
          "%smid",
          "%nsmid",
          "%gridid",
          "%lanemask_eq",
          "%lanemask_le",
          "%lanemask_lt",
          "%lanemask_ge",
          "%lanemask_gt",
          "%dynamic_smem_size",
          "%total_smem_size",
          "WARP_SZ");

  final PtxModule module;
  final PtxParser.KernelSource source;
  private final Map<String, Variable> moduleVariables;
  final List<BankValue> banks = new ArrayList<>();
  final List<Integer> bankBits = new ArrayList<>();
  private final Map<BankValue, Integer> constants = new HashMap<>();
  final List<Variable> sharedVariables = new ArrayList<>();

  /** Predicate 0 is written by those whose result is not wanted. */
  int predicates = 1;

  int staticShared;
  int dynamicAlign = 1;
  int localBytes;
  int narrowestShared = 8;
  Operation[] code;

  private final List<Integer> sources = new ArrayList<>();
  private final List<Integer> targets = new ArrayList<>();
  private final List<Integer> predicateSources = new ArrayList<>();
  private final List<Integer> predicateTargets = new ArrayList<>();

  KernelBuilder(
      PtxModule module, PtxParser.KernelSource source, Map<String, Variable> moduleVariables) {
    this.module = module;
    this.source = source;
    this.moduleVariables = moduleVariables;
    newBank(null, 0); // Bank 0 is scratch.
    for (Variable variable : source.variables.values()) {
      if (variable.space == Space.SHARED) {
        placeShared(variable);
      } else if (variable.space == Space.LOCAL) {
        localBytes = align(localBytes, variable.align);
        variable.offset = localBytes;
        localBytes += variable.bytes;
      } else if (variable.space != Space.PARAM) {
        throw new PtxSyntaxException(
            module.name(), source.line, variable.name + ": not modelled inside of a kernel");
      }
    }
    localBytes = align(localBytes, 16);
  }

  PtxKernel build() {
    List<Statement> statements = source.statements;
    if (statements.isEmpty()
        || source.labels.containsValue(statements.size())
        || !(Set.of("ret", "exit", "trap", "bra").contains(statements.getLast().parts().getFirst())
            && statements.getLast().guard() == null)) {
      // Falling off the end returns.
      statements.add(
          new Statement(module.name(), source.line, "ret", List.of("ret"), List.of(), null, false));
    }
    code = new Operation[statements.size()];
    for (int i = 0; i < code.length; i++) {
      code[i] = decode(statements.get(i));
    }
    return new PtxKernel(this, Liveness.registers(code, bankBits));
  }

  private Operation decode(Statement statement) {
    sources.clear();
    targets.clear();
    predicateSources.clear();
    predicateTargets.clear();
    Operation operation = Decoder.decode(statement, this);
    if (statement.guard() != null) {
      operation.guard = predicateIndex(statement.guard());
      operation.guardFlip = statement.negated() ? -1 : 0;
    }
    operation.sources = ints(sources);
    operation.targets = ints(targets);
    operation.predicateSources = ints(predicateSources);
    operation.predicateTargets = ints(predicateTargets);
    return operation;
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).distinct().toArray();
  }

  private static int align(int value, int align) {
    return (value + align - 1) & -align;
  }

  private void placeShared(Variable variable) {
    if (sharedVariables.contains(variable)) {
      return;
    }
    sharedVariables.add(variable);
    if (variable.external()) {
      dynamicAlign = Math.max(dynamicAlign, variable.align);
    } else {
      staticShared = align(staticShared, variable.align);
      variable.offset = staticShared;
      staticShared += variable.bytes;
    }
  }

  int dynamicSharedOffset() {
    return align(staticShared, dynamicAlign);
  }

  private int newBank(BankValue value, int bits) {
    banks.add(value);
    bankBits.add(bits);
    return banks.size() - 1;
  }

  private int constant(BankValue value) {
    return constants.computeIfAbsent(value, v -> newBank(v, 0)) * 32;
  }

  int constant(long value) {
    return constant(new BankValue.Literal(value));
  }

  private int bank(Operand.Register register) {
    if (register.index < 0) {
      register.index = newBank(null, register.type.bits());
    }
    return register.index;
  }

  private int predicateIndex(Operand.Register register) {
    if (register.index < 0) {
      register.index = predicates++;
    }
    return register.index;
  }

  /** The place of a source of so many bits; wider registers are taken where {@code wider}. */
  int source(Statement s, Operand operand, int bits, boolean wider) {
    return switch (operand) {
      case Operand.Register register -> {
        checkWidth(s, register, bits, wider);
        int bank = bank(register);
        sources.add(bank);
        yield bank * 32;
      }
      case Operand.Literal literal -> {
        if (literal.floatBits() != 0 && literal.floatBits() != bits) {
          throw s.unsupported("a literal of " + literal.floatBits() + " bits, expected " + bits);
        }
        yield constant(literal.value() & Lanes.mask(bits));
      }
      case Operand.Symbol symbol -> symbol(s, symbol.name(), 0);
      case Operand.Address(Operand.Symbol symbol, long offset) -> symbol(s, symbol.name(), offset);
      default -> throw s.unsupported("operand " + operand + " is not modelled here");
    };
  }

  int source(Statement s, Operand operand, int bits) {
    return source(s, operand, bits, false);
  }

  /** The place of a target. */
  int target(Statement s, Operand operand, int bits, boolean wider) {
    if (operand instanceof Operand.Sink) {
      return 0;
    }
    if (operand instanceof Operand.Register register) {
      checkWidth(s, register, bits, wider);
      int bank = bank(register);
      targets.add(bank);
      return bank * 32;
    }
    throw s.unsupported("target " + operand + " is no register");
  }

  int target(Statement s, Operand operand, int bits) {
    return target(s, operand, bits, false);
  }

  private static void checkWidth(Statement s, Operand.Register register, int bits, boolean wider) {
    int width = register.type.bits();
    if (register.predicate() || (wider ? width < bits : width != bits)) {
      throw s.unsupported(register + " has " + width + " bits, expected " + bits);
    }
  }

  private int symbol(Statement s, String name, long offset) {
    if (SPECIALS.contains(name)) {
      return constant(new BankValue.Special(name));
    }
    Variable variable = source.variables.get(name);
    if (variable == null) {
      variable = moduleVariables.get(name);
    }
    if (variable == null) {
      throw s.unsupported(name + " is not declared");
    }
    if (variable.space == Space.SHARED) {
      placeShared(variable);
    }
    return constant(new BankValue.Address(variable, offset));
  }

  /** A predicate as a source, or a constant one; {@link Operand.Not} is for the caller. */
  int predicateSource(Statement s, Operand operand) {
    if (operand instanceof Operand.Register register && register.predicate()) {
      int index = predicateIndex(register);
      predicateSources.add(index);
      return index;
    }
    throw s.unsupported(operand + " is no predicate");
  }

  int predicateTarget(Statement s, Operand operand) {
    if (operand instanceof Operand.Sink) {
      return 0;
    }
    if (operand instanceof Operand.Register register && register.predicate()) {
      int index = predicateIndex(register);
      predicateTargets.add(index);
      return index;
    }
    throw s.unsupported(operand + " is no predicate");
  }

  /** The instruction that a label names. */
  int label(Statement s, String name) {
    Integer at = source.labels.get(name);
    if (at == null) {
      throw s.unsupported("label " + name + " is not defined");
    }
    return at;
  }

  List<String> table(Statement s, String name) {
    List<String> table = source.tables.get(name);
    if (table == null) {
      throw s.unsupported("branch targets " + name + " are not defined");
    }
    return table;
  }

  /** Notes an access to what may be shared memory: races are looked for in units no wider. */
  void sharedAccess(Space space, int bytes) {
    if (space == Space.SHARED || space == Space.GENERIC) {
      narrowestShared = Math.min(narrowestShared, bytes);
    }
  }
}
