package org.ringbench.bench.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.ringbench.bench.results.Statistics;
import org.ringbench.cuda.jcuda.CudaDrivers;
import org.ringbench.cuda.jcuda.Probe;
import org.ringbench.net.NetworkProfile;

/**
 * The machine's own rulers, read once a round in the gate's JVM while no fork runs: for people who
 * wonder about a session, and never judged. Copies in memory drift by 5% in one reading of five on
 * a machine whose products stand still, so that a rule about them would refuse good sessions.
 */
final class Rulers implements AutoCloseable {
  /** A ruler that this machine has, or why it has none. */
  private record Place(String name, String unit, Ruler ruler, String absent) {}

  private final List<Place> places = new ArrayList<>();
  private final Map<String, List<Double>> readings = new TreeMap<>();

  /** No rulers: for simulated sessions. */
  static Rulers none() {
    return new Rulers();
  }

  /** Those of this machine. */
  static Rulers ofMachine() {
    Rulers rulers = new Rulers();
    rulers.add("memory copy", "GB/s", MemoryCopy::new);
    rulers.add(
        "round trip between two threads", "us", () -> new RoundTrip(NetworkProfile.IN_MEMORY));
    rulers.add("round trip over loopback TCP", "us", () -> new RoundTrip(NetworkProfile.LOOPBACK));
    String launch = "empty launch and wait";
    switch (CudaDrivers.probe()) {
      case Probe.Available gpu ->
          rulers.add(launch, "us", () -> new LaunchRuler(gpu.device().ordinal()));
      case Probe.Unavailable none ->
          rulers.places.add(new Place(launch, "us", null, "no GPU: " + reason(none)));
    }
    return rulers;
  }

  /** Without the advice to run elsewhere. */
  private static String reason(Probe.Unavailable none) {
    int advice = none.reason().indexOf("; or run on the processor");
    return advice < 0 ? none.reason() : none.reason().substring(0, advice);
  }

  /** Adds a ruler, or why there is none: no ruler ends a session. */
  void add(String name, String unit, Supplier<Ruler> open) {
    try {
      places.add(new Place(name, unit, open.get(), null));
    } catch (RuntimeException e) {
      places.add(new Place(name, unit, null, String.valueOf(e.getMessage())));
    }
  }

  /** Reads all rulers. */
  void read() {
    for (int k = 0; k < places.size(); k++) {
      Place place = places.get(k);
      if (place.ruler() == null) {
        continue;
      }
      try {
        double reading = place.ruler().measure();
        readings.computeIfAbsent(place.name(), _ -> new ArrayList<>()).add(reading);
      } catch (RuntimeException e) {
        place.ruler().close();
        places.set(k, new Place(place.name(), place.unit(), null, String.valueOf(e.getMessage())));
      }
    }
  }

  /** What they showed. */
  List<Report.RulerLine> lines() {
    return places.stream().map(this::line).toList();
  }

  private Report.RulerLine line(Place place) {
    List<Double> read = readings.getOrDefault(place.name(), List.of());
    if (place.absent() != null || read.isEmpty()) {
      String why = place.absent() == null ? "not read" : place.absent();
      return new Report.RulerLine(place.name(), place.unit(), null, null, null, 0, why);
    }
    return new Report.RulerLine(
        place.name(),
        place.unit(),
        Statistics.median(read),
        read.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
        read.stream().mapToDouble(Double::doubleValue).max().orElseThrow(),
        read.size(),
        null);
  }

  @Override
  public void close() {
    for (Place place : places) {
      if (place.ruler() != null) {
        place.ruler().close();
      }
    }
  }
}
