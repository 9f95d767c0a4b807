package org.ringbench.ptx;

import java.util.List;

/** A decoded kernel, immutable; any number of launches may use it at once. */
public final class PtxKernel {
  /** What a bank holds before the first instruction. */
  sealed interface BankValue {
    /** A literal. */
    record Literal(long value) implements BankValue {}

    /** A variable's address, in its space; generic for global and constant memory. */
    record Address(Variable variable, long offset) implements BankValue {}

    /** A special register that does not change while a warp runs. */
    record Special(String name) implements BankValue {}
  }

  final PtxModule module;
  final Operation[] code;
  final List<Variable> parameters;
  final List<Variable> sharedVariables;

  /** By bank; null for registers. */
  final List<BankValue> banks;

  final int predicates;
  final int dynamicSharedOffset;
  final int raceGranuleShift;
  private final String name;
  private final int staticSharedBytes;
  private final int localBytes;
  private final int registers;
  private final int maxThreads;

  PtxKernel(KernelBuilder b, int registers) {
    module = b.module;
    name = b.source.name;
    code = b.code;
    parameters = List.copyOf(b.source.parameters);
    sharedVariables = List.copyOf(b.sharedVariables);
    banks = java.util.Collections.unmodifiableList(b.banks);
    predicates = b.predicates;
    staticSharedBytes = b.staticShared;
    dynamicSharedOffset = b.dynamicSharedOffset();
    raceGranuleShift = Math.min(3, Integer.numberOfTrailingZeros(b.narrowestShared));
    localBytes = b.localBytes;
    maxThreads = b.source.maxThreads;
    this.registers = registers;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** The number of its parameters. */
  public int parameterCount() {
    return parameters.size();
  }

  /** The size of a parameter. */
  public int parameterBytes(int index) {
    return parameters.get(index).bytes;
  }

  /** The alignment of a parameter. */
  public int parameterAlignment(int index) {
    return parameters.get(index).align;
  }

  /** Bytes of all parameters, laid out one after the other as C does: what a launch takes. */
  public int parameterBytes() {
    if (parameters.isEmpty()) {
      return 0;
    }
    Variable last = parameters.getLast();
    return last.offset + last.bytes;
  }

  /** Bytes of shared memory of a block that are known before the launch. */
  public int staticSharedBytes() {
    return staticSharedBytes;
  }

  /** Bytes of local memory of a thread. */
  public int localBytes() {
    return localBytes;
  }

  /**
   * An estimate of the 32-bit registers of a thread: the most that are alive at once in the order
   * of the PTX, up to 255. An assembler moves instructions about, and takes some more or some less.
   */
  public int registers() {
    return registers;
  }

  /** The most threads of a block. */
  public int maxThreads() {
    return maxThreads;
  }

  /** The number of instructions. */
  public int instructions() {
    return code.length;
  }
}
