package org.ringbench.ring;

import java.util.Optional;

/**
 * The backend that runs everywhere: with vectors where the JVM was started with {@code
 * --add-modules jdk.incubator.vector}, with plain loops otherwise or where {@code
 * -Dringbench.vector=off} says so.
 */
public final class JavaRingBackendProvider implements RingBackendProvider {
  static final String ID = "java";

  /** For {@link java.util.ServiceLoader}. */
  public JavaRingBackendProvider() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.empty();
  }

  @Override
  public String device() {
    return usesVectors() ? Vectors.device() : "plain loops";
  }

  @Override
  public RingBackend create() {
    return usesVectors() ? Vectors.backend() : JavaRingBackend.plain();
  }

  /** Without the module no class that needs it may be touched, {@link Vectors} included. */
  static boolean usesVectors() {
    return !"off".equals(System.getProperty("ringbench.vector"))
        && ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        && Vectors.LENGTH > 1;
  }
}
