package org.ringbench.emulator;

/**
 * A use of the driver that a real one would let pass, with results that depend on timing or worse.
 * An error and not an exception, so that no clean-up under test swallows it.
 */
public final class UndefinedUseError extends AssertionError {
  private static final long serialVersionUID = 1L;

  UndefinedUseError(String message) {
    super(message);
  }
}
