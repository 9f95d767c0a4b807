package org.ringbench.bench.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ringbench.bench.environment.CoreWatch;
import org.ringbench.bench.environment.MachineClass;
import org.ringbench.bench.environment.Probe;
import org.ringbench.bench.results.Environment;
import org.ringbench.bench.run.Benchmark;
import org.ringbench.bench.run.Cell;
import org.ringbench.bench.run.Tier;
import org.ringbench.ring.RingBackends;

/**
 * The gate on real jars and JVMs: {@code ./mvnw -Pgate-proof -DskipTests verify}, which takes about
 * an hour on an idle machine.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnabledIfSystemProperty(named = "ringbench.gate.jar", matches = ".+")
class GateProofTest {
  private static final int SESSIONS = Integer.getInteger("ringbench.gate.sessions", 20);

  private static final String GEMM =
      "ringGemm backend=" + RingBackends.provider(RingBackends.USUAL).id();

  private final Path jar = Path.of(System.getProperty("ringbench.gate.jar", ""));
  private final Environment environment =
      Probe.environment(Runtime.getRuntime().availableProcessors());

  @TempDir Path folder;

  /** One that multiplies and one that streams, which are short enough to come first. */
  @Order(1)
  @ParameterizedTest
  @EnumSource(
      value = Benchmark.class,
      names = {"RING_GEMM", "RING_OPERATION"})
  void aKernelThatBecameATenthSlowerIsCaughtInItsRow(Benchmark kernel) throws Exception {
    Path slow = SlowJar.of(jar, kernel.jmhName());
    Report report = session(jar, slow, List.of(GEMM, "ringOperation expand"), 1);
    System.out.print(ReportText.text(report));
    assertEquals(Outcome.REGRESSION, report.outcome(), report.problems().toString());
    List<String> slower =
        report.times().stream()
            .filter(line -> line.verdict().startsWith(Verdict.SLOWER.words()))
            .map(Report.TimeLine::row)
            .toList();
    assertEquals(2, report.times().size(), "the kernel's row and another");
    assertEquals(1, slower.size(), slower.toString());
    assertTrue(slower.getFirst().startsWith(kernel.title() + " "), slower.toString());
  }

  @Order(2)
  @Test
  void equalJarsAreNeverARegressionAndHardlyEverInconclusive() throws Exception {
    int inconclusive = 0;
    for (int session = 0; session < SESSIONS; session++) {
      Report report = session(jar, jar, List.of(GEMM), session);
      System.out.print(ReportText.text(report));
      assertTrue(
          report.outcome() == Outcome.PASSED || report.outcome() == Outcome.INCONCLUSIVE,
          report.toString());
      inconclusive += report.outcome() == Outcome.INCONCLUSIVE ? 1 : 0;
    }
    assertTrue(inconclusive <= 2, inconclusive + " of " + SESSIONS + " inconclusive");
  }

  private Report session(Path base, Path head, List<String> only, long seed) throws IOException {
    Tier tier = Tier.of("pr");
    GateSettings settings = new GateSettings(base, head, tier, only, 0, true, seed, List.of());
    BenchmarkJar baseJar = BenchmarkJar.of("--base", base);
    BenchmarkJar headJar = BenchmarkJar.of("--head", head);
    List<Cell> cells = TierCheck.cells(tier, only);
    Cases cases = Cases.of(cells, baseJar, headJar);
    Map<Side, BenchmarkJar> jars = Map.of(Side.BASE, baseJar, Side.HEAD, headJar);
    CaseCounter counter = new QuickCounter(base.toString(), List.of(), folder);
    List<CountedRow> rows = counter.count(cases.shared()).stream().map(Counted::row).toList();
    Baseline baseline =
        new Baseline(
            Baseline.VERSION,
            MachineClass.of(environment),
            environment.jvmFlags(),
            rows,
            List.of());
    try (Rulers rulers = Rulers.ofMachine()) {
      return new GateSession(
              cases,
              Map.of(
                  Side.BASE,
                  counter,
                  Side.HEAD,
                  new QuickCounter(head.toString(), List.of(), folder)),
              new JarMeter(jars, List.of(), ForkTiming.TIMES, new CoreWatch(Gate.PATIENCE), folder),
              SessionClock.ofSystem(),
              rulers,
              new GateProgress(System.out))
          .run(settings, Optional.of(baseline), environment);
    }
  }
}
