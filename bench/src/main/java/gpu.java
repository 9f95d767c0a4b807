import org.openjdk.jmh.profile.ProfilerException;
import org.ringbench.bench.jmh.profile.GpuProfiler;

/**
 * JMH finds a profiler by its class's name, so that {@code -prof gpu} asks for a class without a
 * package: {@link GpuProfiler}.
 */
@SuppressWarnings("DefaultPackage")
public final class gpu extends GpuProfiler {
  /** For lists of profilers. */
  public gpu() {}

  /**
   * For JMH.
   *
   * @param options none
   * @throws ProfilerException with one sentence if there is no GPU
   */
  public gpu(String options) throws ProfilerException {
    super(options);
  }
}
