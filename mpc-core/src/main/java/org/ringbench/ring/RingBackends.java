package org.ringbench.ring;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The backends on the class path. */
public final class RingBackends {
  /** The system property that names a backend where nothing else does. */
  public static final String PROPERTY = "ringbench.backend";

  /**
   * What runs where nothing names a backend: the first of these that can run here. The switch to
   * native kernels is one word: {@code List.of("native", JavaRingBackendProvider.ID)}.
   */
  private static final List<String> USUAL = List.of(JavaRingBackendProvider.ID);

  private RingBackends() {}

  /** The backend's name where the user gives none: {@link #PROPERTY}, or the usual one. */
  public static String usual() {
    String named = System.getProperty(PROPERTY);
    return named != null ? named : firstAvailable(USUAL);
  }

  /** The first of these that is on the class path and can run here. */
  static String firstAvailable(List<String> ids) {
    List<RingBackendProvider> all = all();
    return ids.stream()
        .filter(id -> all.stream().anyMatch(p -> p.id().equals(id) && p.unavailable().isEmpty()))
        .findFirst()
        .orElse(JavaRingBackendProvider.ID);
  }

  /** All providers, available or not, in the order of their registration. */
  public static List<RingBackendProvider> all() {
    return ServiceLoader.load(RingBackendProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /** The provider named {@code id}, whether it can run here or not; empty if there is none. */
  public static Optional<RingBackendProvider> find(String id) {
    return all().stream().filter(p -> p.id().equals(id)).findFirst();
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
