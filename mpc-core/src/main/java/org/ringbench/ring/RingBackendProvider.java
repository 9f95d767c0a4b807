package org.ringbench.ring;

import java.util.Optional;

/** Makes backends; registered with {@link java.util.ServiceLoader}. */
public interface RingBackendProvider {
  /** The name that {@code -Dringbench.backend} takes, such as {@code java} or {@code cuda}. */
  String id();

  /** Why this backend cannot run here, in one sentence that says what to do; empty if it can. */
  Optional<String> unavailable();

  /** What it runs on, such as {@code 512-bit vectors} or the name of a GPU. */
  String device();

  /**
   * A new backend, to be used by one thread at a time.
   *
   * @throws IllegalStateException with the sentence of {@link #unavailable}
   */
  RingBackend create();
}
