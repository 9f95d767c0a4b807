package org.ringbench.party;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringbench.net.NetworkProfile;
import org.ringbench.party.Timeline.Part;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Program;

/** Party 0's timeline: where its time goes, by clocks that tests move. */
class TimelineTest {
  private static final Pattern TIMING_CLASS =
      Pattern.compile("org\\.ringbench\\.\\w+\\.((Traced|Watched)\\w+) ");

  private static final int STEPS = 5; // the last batch is smaller, and all are opened

  static Stream<Arguments> trainings() {
    Setting usual = Setting.of(16);
    return Stream.of(
        Arguments.of("mlp", usual),
        Arguments.of("mlp", usual.with(Setting.Comparison.RADIX2)),
        Arguments.of("mlp-square", usual),
        Arguments.of("linreg", usual),
        Arguments.of("linreg", usual.with(Setting.Truncation.SECUREML_LOCAL)));
  }

  /** A clock that goes on by one whenever it is read: no reading may be lost. */
  @ParameterizedTest
  @MethodSource("trainings")
  void thePartsSumToTheSteps(String model, Setting setting) {
    Training training = Training.of(model, setting);
    for (Dealing dealing : List.of(Dealing.streamed(), Dealing.prepared(2))) {
      AtomicLong clock = new AtomicLong();
      SessionSpec spec = training.spec().with(dealing);
      try (Session session = Session.openTraced(spec, clock::getAndIncrement)) {
        for (int step = 0; step < STEPS; step++) {
          if (dealing.prepared()) {
            requireWhole(session, clock, session::prepare);
          }
          requireWhole(session, clock, session::step);
        }
      }
    }
  }

  private static void requireWhole(Session session, AtomicLong clock, Runnable work) {
    Timeline before = session.timeline();
    long start = clock.get();
    work.run();
    long readings = clock.get() - start; // one more than the times between them
    assertEquals(readings - 1, session.timeline().since(before).total());
  }

  /** A clock that only kernels move, those of party 0 by one each. */
  @ParameterizedTest
  @MethodSource("trainings")
  void everyKernelCountsForTheProtocolThatAsksForIt(String model, Setting setting) {
    KernelClock kernels = new KernelClock();
    Training training = Training.of(model, setting);
    SessionSpec spec = training.spec(kernels).with(Dealing.prepared(STEPS));
    try (Session session = Session.openTraced(spec, kernels::nanos)) {
      kernels.reset();
      session.prepare();
      for (int step = 0; step < STEPS; step++) {
        session.step();
      }
      Timeline timeline = session.timeline();
      assertEquals(kernels.nanos(), timeline.total());
      assertEquals(kernels.calls("matmul", "hadamard"), timeline.nanos(Part.GEMM));
      assertEquals(
          kernels.calls("compareChunks", "andMask", "andCombine", "signBit"),
          timeline.nanos(Part.COMPARISON));
      assertEquals(kernels.calls("expand"), timeline.nanos(Part.EXPANSION));
      assertEquals(STEPS, timeline.nanos(Part.EXPANSION), "one a step");
      boolean compares = model.equals("mlp");
      assertEquals(compares, timeline.nanos(Part.COMPARISON) > 0);
      assertEquals(compares, timeline.nanos(Part.SELECTION) > kernels.calls("select"));
      assertTrue(timeline.nanos(Part.TRUNCATION) > kernels.calls("truncate", "shiftShare"));
      assertTrue(timeline.nanos(Part.COMMUNICATION) > 0, "combining both messages");
      assertTrue(timeline.nanos(Part.OTHER) > 0);
      assertEquals(0, timeline.nanos(Part.WAITING), "no kernel waits");
    }
  }

  @Test
  void aTracedSessionComputesTheSame() {
    for (NetworkProfile network :
        List.of(NetworkProfile.IN_MEMORY, NetworkProfile.LOOPBACK, NetworkProfile.LAN_10G)) {
      SessionSpec spec = Training.of("mlp", Setting.of(16)).spec().with(network);
      try (Session plain = Session.open(spec);
          Session traced = Session.openTraced(spec)) {
        for (int step = 0; step < STEPS; step++) {
          plain.step();
          traced.step();
        }
        assertEquals(plain.traffic(0), traced.traffic(0));
        for (String parameter : spec.parameters().keySet()) {
          assertArrayEquals(plain.revealWords(parameter), traced.revealWords(parameter));
        }
        Set<Part> parts = EnumSet.allOf(Part.class);
        parts.removeIf(part -> traced.timeline().nanos(part) > 0);
        assertEquals(EnumSet.noneOf(Part.class), parts, "without time on " + network.name());
      }
    }
  }

  /** A fifth of a second a round, of which no machine computes half for 24 rows of 13 numbers. */
  @Test
  void aSlowNetworkIsWaitedFor() {
    NetworkProfile slow = new NetworkProfile("slow", 0, /* roundTripMillis= */ 400);
    SessionSpec spec = Training.of("linreg", Setting.of(16)).spec().with(slow);
    try (Session session = Session.openTraced(spec)) {
      session.step();
      Timeline timeline = session.timeline();
      long rounds = session.traffic(0).rounds();
      assertTrue(timeline.nanos(Part.WAITING) > rounds * 100_000_000, timeline.toString());
      assertTrue(timeline.nanos(Part.COMMUNICATION) < 100_000_000, timeline.toString());
    }
  }

  @Test
  void withoutATimelineNothingIsTraced() {
    Training training = Training.of("mlp", Setting.of(16));
    try (Session session = Session.open(training.spec())) {
      session.step();
      Program program = training.batches().getFirst().program();
      for (int i = 0; i < 2; i++) {
        Party party = session.party(i);
        assertSame(Party.class, party.getClass());
        assertSame(PartyProgram.class, party.program(program).getClass());
        assertEquals("InProcessLink", party.link().getClass().getSimpleName());
        assertEquals("JavaRingBackend", party.backend().getClass().getSimpleName());
      }
      Exception refusal = assertThrows(IllegalStateException.class, session::timeline);
      assertTrue(refusal.getMessage().contains("openTraced"), refusal.getMessage());
    }
  }

  /** What is not loaded costs nothing: the JVM's own log of a session of two steps. */
  @Test
  @Timeout(60)
  void withoutATimelineNoClassOfItsKindIsLoaded() throws IOException, InterruptedException {
    assertEquals(List.of(), loaded("plain"));
    assertEquals(
        List.of(
            "TracedBackend",
            "TracedLink",
            "TracedParty",
            "TracedProgram",
            "TracedRunner",
            "WatchedLink"),
        loaded("traced"));
  }

  /** What a child JVM loads of the classes that time, in the order of their names. */
  private static List<String> loaded(String kind) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                TwoSteps.class.getName(),
                kind)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> classes;
    try (BufferedReader log = child.inputReader()) {
      classes =
          log.lines()
              .map(TIMING_CLASS::matcher)
              .filter(Matcher::find)
              .map(found -> found.group(1))
              .distinct()
              .sorted()
              .toList();
    }
    assertEquals(0, child.waitFor());
    return classes;
  }

  @Test
  void partiesInTurnsHaveNoTimeline() {
    SessionSpec spec = Training.of("linreg", Setting.of(16)).spec().with(Execution.LOCKSTEP);
    Exception refusal =
        assertThrows(IllegalArgumentException.class, () -> Session.openTraced(spec));
    assertEquals(
        "execution lockstep: only parties on threads of their own have a timeline",
        refusal.getMessage());
  }

  @Test
  void aPartThatInterruptsAnotherTakesItsTimeAlone() {
    long[] now = {100};
    int[] settled = {0};
    Tracer tracer = new Tracer(() -> now[0], () -> settled[0]++);
    tracer.enter(Part.GEMM); // before the start: nothing happens
    tracer.moved();
    tracer.start(Part.OTHER);
    now[0] += 1;
    assertEquals(Part.OTHER, tracer.enter(Part.TRUNCATION));
    now[0] += 10;
    assertEquals(Part.TRUNCATION, tracer.enter(Part.GEMM));
    now[0] += 100;
    assertEquals(Part.GEMM, tracer.enter(Part.TRUNCATION));
    now[0] += 10;
    tracer.enter(Part.WAITING);
    now[0] += 1_000;
    tracer.moved(); // what has passed was copying
    now[0] += 10_000;
    CompletableFuture.runAsync(tracer::moved).join(); // another thread's bytes
    tracer.stop();
    assertEquals(5, settled[0], "at the end of every part");
    assertEquals(
        new Timeline(
            Map.of(
                Part.OTHER, 1L,
                Part.TRUNCATION, 20L,
                Part.GEMM, 100L,
                Part.COMMUNICATION, 1_000L,
                Part.WAITING, 10_000L)),
        tracer.timeline());
    assertEquals(11_121, tracer.timeline().total());
    now[0] += 5;
    tracer.enter(Part.GEMM);
    assertEquals(0, tracer.timeline().since(tracer.timeline()).total(), "after the stop");
    assertEquals(11_121, tracer.timeline().total());
  }

  @Test
  void thePartsHaveTheNamesOfTheResults() {
    assertEquals(
        List.of(
            "gemm",
            "truncation",
            "comparison",
            "selection",
            "communication",
            "waiting",
            "other",
            "expansion",
            "dealer"),
        Stream.of(Part.values()).map(Part::key).toList());
  }

  @Test
  void aFailedStepEndsTheTimeline() {
    Training training = Training.of("mlp", Setting.of(16));
    KernelClock kernels = new KernelClock();
    try (Session session = Session.openTraced(training.spec(kernels), kernels::nanos)) {
      session.step();
      kernels.failAt("truncate");
      assertThrows(IllegalStateException.class, session::step);
      long total = session.timeline().total();
      kernels.pass();
      assertEquals(total, session.timeline().total());
    }
  }
}
