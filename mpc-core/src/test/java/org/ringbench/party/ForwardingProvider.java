package org.ringbench.party;

import java.util.Optional;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackendProvider;

/** A provider in front of another one, for tests that change what it makes. */
class ForwardingProvider implements RingBackendProvider {
  private final RingBackendProvider to;

  ForwardingProvider(RingBackendProvider to) {
    this.to = to;
  }

  @Override
  public String id() {
    return to.id();
  }

  @Override
  public Optional<String> unavailable() {
    return to.unavailable();
  }

  @Override
  public String device() {
    return to.device();
  }

  @Override
  public RingBackend create() {
    return to.create();
  }
}
