package org.ringbench.bench.run;

import java.util.List;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.profile.ProfilerFactory;
import org.openjdk.jmh.runner.options.ProfilerConfig;

/** JMH's profilers, tried before anything runs. */
final class Profilers {
  private Profilers() {}

  /**
   * Refuses profilers that cannot run here.
   *
   * @throws IllegalArgumentException naming the profiler, with its own reason
   */
  static void require(List<ProfilerConfig> profilers) {
    for (ProfilerConfig profiler : profilers) {
      try {
        ProfilerFactory.getProfilerOrException(profiler);
      } catch (ProfilerException e) {
        Throwable reason = e.getCause() instanceof ProfilerException own ? own : e;
        throw new IllegalArgumentException(
            "JMH arguments -prof %s: %s".formatted(profiler.getKlass(), reason.getMessage()), e);
      }
    }
  }
}
