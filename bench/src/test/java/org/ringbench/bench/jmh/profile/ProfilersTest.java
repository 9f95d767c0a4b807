package org.ringbench.bench.jmh.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.profile.Profiler;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.profile.ProfilerFactory;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.runner.options.ProfilerConfig;
import org.ringbench.bench.workload.DataSource;
import org.ringbench.bench.workload.Phase;
import org.ringbench.bench.workload.TrainingStep;
import org.ringbench.bench.workload.TrainingTask;
import org.ringbench.bench.workload.Workload;
import org.ringbench.cuda.CudaActivity.Counts;
import org.ringbench.cuda.CudaBackendProvider;
import org.ringbench.net.NetworkProfile;
import org.ringbench.party.Execution;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Cost;

/** The profilers as JMH finds and asks them. */
class ProfilersTest {
  private static final int BATCH = 8;
  private static final Setting SETTING = Setting.of(16);
  private static final TrainingTask TASK =
      TrainingTask.of("linreg", "relu", new DataSource(none(), none(), Optional.empty()));

  private static <T> Optional<T> none() {
    return Optional.empty();
  }

  private static Workload workload(String engine, Phase phase, Execution execution) {
    return new TrainingStep(
            engine, phase, BATCH, SETTING, "java", execution, NetworkProfile.IN_MEMORY, 1)
        .open(TASK);
  }

  private static Profiler of(String name) throws ProfilerException {
    return ProfilerFactory.getProfilerOrException(new ProfilerConfig(name, ""));
  }

  /** JMH's own hooks around an iteration, without JMH. */
  private static Map<String, Double> iteration(InternalProfiler profiler, Runnable work) {
    BenchmarkParams benchmark = null;
    IterationParams params = null;
    IterationResult result = null;
    profiler.beforeIteration(benchmark, params);
    work.run();
    return profiler.afterIteration(benchmark, params, result).stream()
        .collect(Collectors.toMap(r -> r.getLabel(), r -> r.getScore()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mpc", "org.ringbench.bench.jmh.profile.MpcProfiler"})
  void jmhFindsThemByName(String name) throws ProfilerException {
    assertInstanceOf(MpcProfiler.class, of(name));
    assertInstanceOf(
        PhaseProfiler.class, of(name.replace("mpc", "phases").replace("Mpc", "Phase")));
  }

  /** JMH lists what it finds so, and makes each of them before it knows the one that is wanted. */
  @Test
  void jmhDiscoversThem() {
    assertEquals(
        List.of("mpc", "gpu", "phases"),
        ServiceLoader.load(Profiler.class).stream()
            .map(found -> found.get().getClass().getCanonicalName())
            .filter(name -> !name.contains("."))
            .toList());
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void mpcCountsWhatAStepCosts(Phase phase) {
    Cost cost = Cost.of(TASK.program(BATCH, SETTING));
    MpcProfiler profiler = new MpcProfiler();
    try (Workload steps = workload("encrypted", phase, Execution.THREADS)) {
      assertEquals(Map.of(), iteration(profiler, () -> {}), "before it is measured");
      Map<String, Double> results =
          iteration(
              profiler,
              () -> {
                steps.count();
                for (int i = 0; i < 3; i++) {
                  steps.prepare();
                  steps.run();
                }
              });
      assertEquals(
          Map.of(
              "mpc.rounds", (double) cost.rounds(),
              "mpc.bytesSent.party0", (double) cost.bytesSentPerParty(),
              "mpc.bytesSent.party1", (double) cost.bytesSentPerParty(),
              "mpc.dealerBytes", (double) cost.dealerBytes(),
              "mpc.correlations", (double) cost.correlations()),
          results);
    }
  }

  /** The last iteration's trial is torn down before its profilers are asked. */
  @Test
  void mpcCountsASessionThatWasOpenedAndClosedMeanwhile() {
    Map<String, Double> results =
        iteration(
            new MpcProfiler(),
            () -> {
              try (Workload steps = workload("encrypted", Phase.TOTAL, Execution.THREADS)) {
                steps.count();
                steps.run();
              }
            });
    assertEquals(Cost.of(TASK.program(BATCH, SETTING)).rounds(), results.get("mpc.rounds"));
  }

  @Test
  void withoutPartiesThereIsNothingToCount() {
    try (Workload steps = workload("java-float", Phase.TOTAL, Execution.THREADS)) {
      Runnable work =
          () -> {
            steps.count();
            steps.run();
            PhaseProfiler.traceIfAsked(steps);
          };
      assertEquals(Map.of(), iteration(new MpcProfiler(), work));
      assertEquals(Map.of(), iteration(new PhaseProfiler(), work));
    }
  }

  @Test
  void phasesAreTracedInTheTearDownOnly() {
    PhaseProfiler profiler = new PhaseProfiler();
    try (Workload steps = workload("encrypted", Phase.ONLINE, Execution.THREADS)) {
      assertEquals(Map.of(), iteration(profiler, steps::count), "not the last iteration");
      Map<String, Double> results =
          iteration(profiler, () -> PhaseProfiler.traceIfAsked(steps)); // the tear-down
      assertTrue(results.get("phases.gemm") > 0, results.toString());
      assertEquals(7, results.size(), results.toString());
      PhaseProfiler.traceIfAsked(steps); // nobody has asked
      assertEquals(Map.of(), iteration(profiler, () -> {}));
    }
  }

  @Test
  void gpuRefusesAMachineWithoutOneInASentence() {
    Optional<String> reason = new CudaBackendProvider().unavailable();
    assumeTrue(reason.isPresent(), "this machine has a GPU");
    ProfilerException refusal = assertThrows(ProfilerException.class, () -> of("gpu"));
    assertEquals("-prof gpu needs an NVIDIA GPU: " + reason.get(), rootMessage(refusal));
    assertThrows(ProfilerException.class, () -> of(GpuProfiler.class.getName()));
  }

  private static String rootMessage(Throwable e) {
    return e.getCause() == null ? e.getMessage() : rootMessage(e.getCause());
  }

  @Test
  void gpuTakesNoOptions() {
    ProfilerException refusal =
        assertThrows(ProfilerException.class, () -> new GpuProfiler("events=false"));
    assertEquals("-prof gpu takes no options: \"events=false\"", refusal.getMessage());
  }

  @Test
  void gpuDividesByTheOperations() {
    Map<String, Double> results =
        GpuProfiler.perOperation(new Counts(40, 6_000_000, 8, 800, 4, 400, 200, 5_000), 4).stream()
            .collect(Collectors.toMap(ScalarResult::getLabel, ScalarResult::getScore));
    assertEquals(
        Map.of(
            "gpu.kernelTime", 1.5,
            "gpu.launches", 10.0,
            "gpu.uploads", 2.0,
            "gpu.uploadedBytes", 200.0,
            "gpu.downloads", 1.0,
            "gpu.downloadedBytes", 100.0,
            "gpu.copiedBytes", 50.0,
            "gpu.peakBytes", 5_000.0),
        results);
    assertEquals(List.of(), GpuProfiler.perOperation(new Counts(0, 0, 0, 0, 0, 0, 0, 9), 4));
  }
}
