package org.ringbench.ring;

import java.util.List;
import java.util.Optional;

/**
 * Which backend runs where nothing names one. This is the one place that decides it: the first of
 * {@link #PREFERRED} that can run here, unless {@link RingBackends#PROPERTY} names one.
 *
 * @param id of the backend; one that the property names may be unknown, or unable to run here
 * @param reason for it, in words
 */
public record UsualBackend(String id, String reason) {
  /** The fastest on a processor first; the last runs everywhere. */
  private static final List<String> PREFERRED = List.of("native", JavaRingBackendProvider.ID);

  /** The choice on this machine. */
  static UsualBackend here() {
    return choose(
        Optional.ofNullable(System.getProperty(RingBackends.PROPERTY)), RingBackends.all());
  }

  /**
   * The choice among some providers.
   *
   * @param named by the user, if any; kept as it is, so that what cannot run is refused later
   */
  static UsualBackend choose(Optional<String> named, List<RingBackendProvider> providers) {
    if (named.isPresent()) {
      return new UsualBackend(named.get(), "named by -D" + RingBackends.PROPERTY);
    }
    StringBuilder passedOver = new StringBuilder();
    for (String id : PREFERRED) {
      Optional<String> obstacle = obstacle(id, providers);
      if (obstacle.isEmpty()) {
        return new UsualBackend(
            id, passedOver.isEmpty() ? "the first choice" : passedOver.toString());
      }
      passedOver.append(passedOver.isEmpty() ? "" : "; ").append(id).append(obstacle.get());
    }
    throw new IllegalStateException("no backend can run here: " + passedOver);
  }

  private static Optional<String> obstacle(String id, List<RingBackendProvider> providers) {
    for (RingBackendProvider provider : providers) {
      if (provider.id().equals(id)) {
        return provider.unavailable().map(why -> " cannot run here: " + why);
      }
    }
    return Optional.of(" is not on the class path");
  }

  /** Such as {@code native: the first choice}. */
  @Override
  public String toString() {
    return id + ": " + reason;
  }
}
