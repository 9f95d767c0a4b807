import org.ringbench.bench.jmh.profile.MpcProfiler;

/**
 * JMH finds a profiler by its class's name, so that {@code -prof mpc} asks for a class without a
 * package: {@link MpcProfiler}.
 */
@SuppressWarnings("DefaultPackage")
public final class mpc extends MpcProfiler {
  /** For JMH. */
  public mpc() {}
}
