package org.ringbench.bench.workload;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ringbench.party.Dealing;
import org.ringbench.party.Session;
import org.ringbench.party.SessionSpec;
import org.ringbench.party.Timeline;
import org.ringbench.party.Timeline.Part;

/** Steps of a session of their own, whose time is cut into the parts of party 0's timeline. */
final class TracedSteps {
  /** The parts may miss, or have too much, of this part of the steps' time. */
  private static final double TOLERANCE = 0.02;

  /**
   * The first steps are not counted: they open the batch, and tracing brings classes of its own,
   * for which the JVM compiles what it had compiled without them.
   */
  private static final int SETTLING = 2;

  private static final double SETTLING_SHARE = 0.6; // of the time

  private static final int LEAST = 5;
  private static final int MOST = 200;
  private static final double NANOS_PER_MILLI = 1e6;

  /**
   * A step or its preparation.
   *
   * @param nanos by the clock on the wall
   * @param parts by party 0's timeline
   */
  record Traced(long nanos, Timeline parts) {}

  private TracedSteps() {}

  /** See {@link Workload#trace}. */
  static Map<String, Double> run(SessionSpec spec, Phase phase, long budget) {
    long start = System.nanoTime();
    Dealing dealing = phase == Phase.TOTAL ? Dealing.streamed() : Dealing.prepared(1);
    List<Traced> steps = new ArrayList<>();
    try (Session session = Session.openTraced(spec.with(dealing).onOwnCores())) {
      long settled = start + Math.round(SETTLING_SHARE * budget);
      for (int i = 0; i < SETTLING || System.nanoTime() < settled; i++) {
        step(session, phase);
      }
      while (steps.size() < LEAST || (steps.size() < MOST && System.nanoTime() - start < budget)) {
        steps.add(step(session, phase));
      }
    }
    return mean(steps, parts(phase));
  }

  private static Traced step(Session session, Phase phase) {
    return switch (phase) {
      case TOTAL -> timed(session, session::step);
      case ONLINE -> {
        session.prepare();
        yield timed(session, session::step);
      }
      case OFFLINE -> {
        Traced prepared = timed(session, session::prepare);
        session.step();
        yield prepared;
      }
    };
  }

  private static Traced timed(Session session, Runnable work) {
    Timeline before = session.timeline();
    long start = System.nanoTime();
    work.run();
    long nanos = System.nanoTime() - start;
    return new Traced(nanos, session.timeline().since(before));
  }

  private static Set<Part> parts(Phase phase) {
    Set<Part> offline = EnumSet.of(Part.EXPANSION, Part.DEALER);
    return switch (phase) {
      case TOTAL -> EnumSet.allOf(Part.class);
      case ONLINE -> EnumSet.complementOf(EnumSet.copyOf(offline));
      case OFFLINE -> offline;
    };
  }

  /**
   * Milliseconds a step, over the middle half of the steps by their time: all parts are of the same
   * steps, so that they sum to these steps' time.
   */
  static Map<String, Double> mean(List<Traced> steps, Set<Part> parts) {
    List<Traced> sorted = steps.stream().sorted(Comparator.comparingLong(Traced::nanos)).toList();
    int margin = sorted.size() / 4;
    List<Traced> middle = sorted.subList(margin, sorted.size() - margin);
    Map<String, Double> means = new LinkedHashMap<>();
    double sum = 0;
    for (Part part : parts) {
      double nanos = middle.stream().mapToLong(s -> s.parts().nanos(part)).average().orElseThrow();
      means.put(part.key(), nanos / NANOS_PER_MILLI);
      sum += nanos;
    }
    double total = middle.stream().mapToLong(Traced::nanos).average().orElseThrow();
    if (!(Math.abs(sum - total) <= TOLERANCE * total)) {
      throw new WrongAnswerException(
          "the parts of party 0's timeline sum to %.3f ms: the steps took %.3f ms"
              .formatted(sum / NANOS_PER_MILLI, total / NANOS_PER_MILLI));
    }
    return means;
  }
}
