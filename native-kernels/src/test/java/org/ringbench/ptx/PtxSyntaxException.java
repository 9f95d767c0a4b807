package org.ringbench.ptx;

/**
 * PTX text that the parser does not understand, or that uses what the interpreter does not model.
 */
public final class PtxSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;

  PtxSyntaxException(String module, int line, String message) {
    super(module + ":" + line + ": " + message);
    this.line = line;
  }

  /** The line in the PTX text, from 1. */
  public int line() {
    return line;
  }
}
