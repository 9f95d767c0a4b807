package org.ringbench.bench.workload;

import java.util.Optional;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackendProvider;

/** A backend whose products are wrong, for forks that find it as a service. */
public final class FaultyBackend implements RingBackendProvider {
  private final Sabotage sabotage = new Sabotage("matmul");

  @Override
  public String id() {
    return "faulty";
  }

  @Override
  public Optional<String> unavailable() {
    return sabotage.unavailable();
  }

  @Override
  public String device() {
    return sabotage.device();
  }

  @Override
  public RingBackend create() {
    return sabotage.create();
  }
}
