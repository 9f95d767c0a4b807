package org.ringbench.ptx;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A parsed module, immutable; its variables get their memory when it is loaded. */
public final class PtxModule {
  private final String name;
  private final String version;
  private final String target;
  private final Map<String, Variable> variables;
  private final Map<String, PtxKernel> kernels = new LinkedHashMap<>();

  PtxModule(String name, String version, String target, Map<String, Variable> variables) {
    this.name = name;
    this.version = version;
    this.target = target;
    this.variables = variables;
  }

  /**
   * Parses and decodes PTX.
   *
   * @param name for messages
   * @param ptx the text, with or without the NUL that drivers want
   * @throws PtxSyntaxException for whatever is not understood or not modelled, with its line
   */
  public static PtxModule parse(String name, String ptx) {
    return new PtxParser(name, ptx).parse(name);
  }

  void add(PtxKernel kernel) {
    kernels.put(kernel.name(), kernel);
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** The PTX version, such as {@code 8.0}. */
  public String version() {
    return version;
  }

  /** The target, such as {@code sm_80}. */
  public String target() {
    return target;
  }

  /**
   * A kernel.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public PtxKernel kernel(String kernel) {
    PtxKernel found = kernels.get(kernel);
    if (found == null) {
      throw new IllegalArgumentException(
          "no kernel " + kernel + " in " + name + ", only " + kernels.keySet());
    }
    return found;
  }

  /** All kernels, in the order of the text. */
  public Collection<PtxKernel> kernels() {
    return Collections.unmodifiableCollection(kernels.values());
  }

  /** Bytes of its variables in global and constant memory. */
  public long globalBytes() {
    return globals().stream().mapToLong(v -> v.bytes).sum();
  }

  /** Its variables in global and constant memory. */
  Collection<Variable> globals() {
    return variables.values().stream()
        .filter(v -> v.space == Space.GLOBAL || v.space == Space.CONST)
        .toList();
  }
}
