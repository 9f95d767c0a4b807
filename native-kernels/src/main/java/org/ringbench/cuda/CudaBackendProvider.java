package org.ringbench.cuda;

import java.util.Optional;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackendProvider;

/** Holds the place of the CUDA backend, which this version does not have. */
public final class CudaBackendProvider implements RingBackendProvider {

  private static final String UNAVAILABLE =
      "the CUDA backend is not built yet in this version; use -Dringbench.backend=java";

  /** Called by {@link java.util.ServiceLoader}. */
  public CudaBackendProvider() {}

  @Override
  public String id() {
    return "cuda";
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.of(UNAVAILABLE);
  }

  @Override
  public String device() {
    return "none";
  }

  @Override
  public RingBackend create() {
    throw new IllegalStateException(UNAVAILABLE);
  }
}
