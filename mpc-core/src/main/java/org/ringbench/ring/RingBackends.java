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
   * Stands for the usual backend wherever one is named: {@link #PROPERTY}, or the fastest that can
   * run here (see {@link UsualBackend}). It is no backend's id.
   */
  public static final String USUAL = "usual";

  private RingBackends() {}

  /** The backend that runs where nothing names one, and why it is that. */
  public static UsualBackend usual() {
    return UsualBackend.here();
  }

  /**
   * The id that a name stands for: {@link #USUAL} for that of this machine, others for themselves.
   */
  public static String resolve(String name) {
    return name.equals(USUAL) ? usual().id() : name;
  }

  /** All providers, available or not, in the order of their registration. */
  public static List<RingBackendProvider> all() {
    return Registered.ALL;
  }

  /** Looked up once: grids name a backend for each of hundreds of cells. */
  private static final class Registered {
    static final List<RingBackendProvider> ALL =
        ServiceLoader.load(RingBackendProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
  }

  /**
   * The provider of that name, whether it can run here or not; empty if there is none.
   *
   * @param name an id or {@link #USUAL}
   */
  public static Optional<RingBackendProvider> find(String name) {
    String id = resolve(name);
    return all().stream().filter(p -> p.id().equals(id)).findFirst();
  }

  /**
   * The provider of that name: never another one in its place.
   *
   * @param name an id or {@link #USUAL}
   * @throws IllegalArgumentException if there is none of that name, or it cannot run here
   */
  public static RingBackendProvider provider(String name) {
    return among(all(), resolve(name));
  }

  static RingBackendProvider among(List<RingBackendProvider> all, String id) {
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
