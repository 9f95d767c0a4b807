package org.ringbench.ring;

import java.util.Objects;
import java.util.Optional;

/**
 * Kernels that another module puts in the place of the Java backend's, one by one: a backend of
 * {@link #backend} runs those that are given and the Java ones for everything else, and which is
 * which is the provider's to say.
 *
 * <p>Operands are {@link HostTensor}s of that backend; shapes, ranges and overlaps are checked
 * before a kernel is called.
 *
 * @param matmul in the place of the tiles of Java vectors
 * @param expander in the place of the JCE's AES; empty keeps that
 * @param release frees what the kernels hold, when the backend is closed
 */
public record HostKernels(Matmul matmul, Optional<Expander> expander, Runnable release) {
  /** Refuses what is missing. */
  public HostKernels {
    Objects.requireNonNull(matmul);
    Objects.requireNonNull(expander);
    Objects.requireNonNull(release);
  }

  /** {@link RingBackend#matmul}. */
  public interface Matmul {
    /** acc += factor * the sum of the terms' products; acc overlaps no operand. */
    void multiply(long factor, MatmulTerm[] terms, HostTensor acc);
  }

  /** {@link RingBackend#prg} and {@link RingBackend#expand}. */
  public interface Expander {
    /** AES-128 under {@code key}, 16 bytes. */
    RingBackend.Prg prg(byte[] key);

    /** Fills {@code words} words of {@code out} from word {@code from} on. */
    void expand(
        RingBackend.Prg prg, long stream, long firstBlock, HostTensor out, int from, int words);
  }

  /**
   * A backend named {@code id} on Java arrays that runs these kernels.
   *
   * @throws IllegalStateException without the Vector API: the other kernels would be plain loops
   */
  public RingBackend backend(String id) {
    obstacle()
        .ifPresent(
            why -> {
              throw new IllegalStateException(why);
            });
    return Vectors.backend(id, this);
  }

  /** Why no such backend can run in this JVM, in one sentence; empty if it can. */
  public static Optional<String> obstacle() {
    return JavaRingBackendProvider.usesVectors()
        ? Optional.empty()
        : Optional.of(
            "it needs Java's vectors beside its own kernels: start Java with"
                + " --add-modules=jdk.incubator.vector and without -Dringbench.vector=off");
  }
}
