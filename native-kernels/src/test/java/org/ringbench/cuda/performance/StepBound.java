package org.ringbench.cuda.performance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ringbench.cuda.performance.DeviceLog.Awaited;
import org.ringbench.cuda.performance.DeviceLog.Copied;
import org.ringbench.cuda.performance.DeviceLog.Entry;
import org.ringbench.cuda.performance.DeviceLog.Launched;
import org.ringbench.cuda.performance.DeviceLog.Marked;

/** The bounds of all launches of a step, and what they come to. */
final class StepBound {
  /** The streams of a session, in the order in which it opens its backends. */
  static final List<String> ROLES = List.of("party 0", "party 1", "dealer");

  /**
   * A kernel's launches.
   *
   * @param launches their number
   * @param micros the sum of their bounds: each launch waits for its own resource
   * @param work resource by resource, of all
   */
  record Kernel(long launches, double micros, LaunchBound work) {
    private Kernel plus(Kernel that) {
      return new Kernel(launches + that.launches, micros + that.micros, work.plus(that.work));
    }
  }

  private final List<Entry> entries;
  private final GpuRates gpu;
  private final SortedMap<String, Kernel> kernels = new TreeMap<>();
  private final long[] launches = new long[ROLES.size()];
  private final double[] micros = new double[ROLES.size()];

  StepBound(List<Entry> entries, GpuRates gpu) {
    this.entries = new ArrayList<>(entries);
    this.gpu = gpu;
    for (Entry entry : entries) {
      if (entry instanceof Launched launched) {
        LaunchBound bound = LaunchBound.of(launched.counts(), launched.blocks(), gpu);
        kernels.merge(launched.kernel(), new Kernel(1, bound.bound(), bound), Kernel::plus);
        launches[launched.stream()]++;
        micros[launched.stream()] += bound.bound();
      }
    }
  }

  SortedMap<String, Kernel> kernels() {
    return kernels;
  }

  long launches(int role) {
    return launches[role];
  }

  long launches() {
    return launches[0] + launches[1] + launches[2];
  }

  /** The sum of the bounds of a role's launches. */
  double micros(int role) {
    return micros[role];
  }

  /** The sum of all launches' bounds. */
  double micros() {
    return micros[0] + micros[1] + micros[2];
  }

  /** Copies between the roles' memory on the device. */
  long copies() {
    return entries.stream().filter(Copied.class::isInstance).count();
  }

  /**
   * The longest chain of launches and copies that wait for each other, by streams and events, if
   * the streams did not take anything from each other.
   *
   * @param overhead microseconds added to each launch and copy
   */
  double criticalPath(double overhead) {
    double[] now = new double[ROLES.size()];
    Map<Long, Double> events = new HashMap<>();
    for (Entry entry : entries) {
      switch (entry) {
        case Launched l ->
            now[l.stream()] += LaunchBound.of(l.counts(), l.blocks(), gpu).bound() + overhead;
        case Copied c ->
            now[c.stream()] += 2 * c.bytes() / gpu.hbmBytesPerSecond() * 1e6 + overhead;
        case Marked m -> events.put(m.event(), now[m.stream()]);
        case Awaited a ->
            now[a.stream()] = Math.max(now[a.stream()], events.getOrDefault(a.event(), 0.0));
      }
    }
    return Math.max(now[0], Math.max(now[1], now[2]));
  }
}
