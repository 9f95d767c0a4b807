package org.ringbench.bench.process;

/** A variable, a flag or a combination of them cannot be used: one sentence that names it. */
public final class SettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One sentence. */
  public SettingException(String message) {
    super(message);
  }
}
