package org.ringbench.ring;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The backends on the class path. */
public final class RingBackends {
  /** The system property that names a backend where nothing else does. */
  public static final String PROPERTY = "ringbench.backend";

  private RingBackends() {}

  /** All providers, available or not, in the order of their registration. */
  public static List<RingBackendProvider> all() {
    return ServiceLoader.load(RingBackendProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /**
   * The provider named {@code id}: never another one in its place.
   *
   * @throws IllegalArgumentException if there is none of that name, or it cannot run here
   */
  public static RingBackendProvider provider(String id) {
    List<RingBackendProvider> all = all();
    RingBackendProvider found =
        all.stream()
            .filter(p -> p.id().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "backend \""
                            + id
                            + "\" is unknown: expected "
                            + all.stream()
                                .map(RingBackendProvider::id)
                                .collect(Collectors.joining(" or "))));
    found
        .unavailable()
        .ifPresent(
            why -> {
              throw new IllegalArgumentException("backend \"" + id + "\" cannot run here: " + why);
            });
    return found;
  }
}
