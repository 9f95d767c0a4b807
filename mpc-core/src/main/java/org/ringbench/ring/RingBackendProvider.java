package org.ringbench.ring;

import java.util.List;
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
   * The instructions that its hot kernels use here, for a row of results, such as {@code AVX-512,
   * VAES}: what differs between two machines that report the same {@link #id}.
   */
  default String instructionSet() {
    return device();
  }

  /**
   * Which kernels run where, in a few words each, such as {@code matmul: AVX-512 vpmullq}. Empty if
   * all run in the same way.
   */
  default List<String> kernels() {
    return List.of();
  }

  /**
   * A new backend, to be used by one thread at a time.
   *
   * @throws IllegalStateException with the sentence of {@link #unavailable}
   */
  RingBackend create();
}
