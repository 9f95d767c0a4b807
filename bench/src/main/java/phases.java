import org.ringbench.bench.jmh.profile.PhaseProfiler;

/**
 * JMH finds a profiler by its class's name, so that {@code -prof phases} asks for a class without a
 * package: {@link PhaseProfiler}.
 */
@SuppressWarnings("DefaultPackage")
public final class phases extends PhaseProfiler {
  /** For JMH. */
  public phases() {}
}
