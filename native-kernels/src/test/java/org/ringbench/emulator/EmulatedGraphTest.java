package org.ringbench.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ringbench.emulator.Rig.BYTES;
import static org.ringbench.emulator.Rig.refused;
import static org.ringbench.emulator.Rig.undefined;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ringbench.cuda.driver.CudaDriver.Grid;
import org.ringbench.ptx.Options;

/** Capture of streams into graphs, and their runs. */
class EmulatedGraphTest {
  private final Rig<EmulatedDriver> rig = rig(1);
  private final EmulatedDriver driver = rig.driver;

  private static Rig<EmulatedDriver> rig(long seed) {
    return new Rig<>(new EmulatedDriver(EmulatorSettings.of(Options.defaults()).withSeed(seed)));
  }

  @Test
  void recordsWithoutDoingAndRunsAsOftenAsAsked() {
    driver.beginCapture(rig.stream);
    rig.add(3, rig.stream);
    rig.add(4, rig.stream);
    long graph = driver.endCapture(rig.stream);
    rig.expectWords(i -> i);
    long executable = driver.instantiate(graph);
    driver.destroyGraph(graph);
    driver.launchGraph(executable, rig.stream);
    driver.launchGraph(executable, rig.stream);
    rig.expectWords(i -> i + 14);
    assertEquals(4, driver.statistics().launchTotal());
    assertEquals(2, driver.statistics().graphLaunches());
    driver.destroyExecutable(executable);
    refused(400, () -> driver.launchGraph(executable, rig.stream));
    refused(400, () -> driver.instantiate(graph));
    rig.close();
    assertTrue(driver.leaks().isEmpty(), driver.leaks().toString());
  }

  @Test
  void readsPageLockedMemoryAtEachRun() {
    driver.beginCapture(rig.stream);
    driver.upload(rig.host, rig.device, rig.stream);
    rig.add(1, rig.stream);
    driver.download(rig.device, rig.host, rig.stream);
    long executable = driver.instantiate(driver.endCapture(rig.stream));
    Rig.fill(rig.host, i -> 10 * i);
    driver.launchGraph(executable, rig.stream);
    driver.synchronise(rig.stream);
    rig.expectWords(i -> 10 * i + 1);
    driver.launchGraph(executable, rig.stream);
    driver.synchronise(rig.stream);
    rig.expectWords(i -> 10 * i + 2);
  }

  @Test
  void findsAHostThatChangesTheSourceOfARun() {
    driver.beginCapture(rig.stream);
    driver.upload(rig.host, rig.device, rig.stream);
    long executable = driver.instantiate(driver.endCapture(rig.stream));
    driver.launchGraph(executable, rig.stream);
    rig.host.fill((byte) 1);
    undefined(() -> driver.synchronise(rig.stream));
  }

  /** A fork that is joined; the clear follows the addition, or not. */
  private static long fork(long seed, boolean ordered) {
    Rig<EmulatedDriver> its = rig(seed);
    EmulatedDriver driver = its.driver;
    long other = driver.createStream();
    long forked = driver.createEvent(false);
    long joined = driver.createEvent(false);
    driver.beginCapture(its.stream);
    if (ordered) {
      its.add(1, its.stream);
    }
    driver.record(forked, its.stream);
    driver.await(forked, other);
    if (!ordered) {
      its.add(1, its.stream);
    }
    driver.clear(its.device, BYTES, other);
    driver.record(joined, other);
    driver.await(joined, its.stream);
    long executable = driver.instantiate(driver.endCapture(its.stream));
    driver.launchGraph(executable, its.stream);
    return its.words()[5];
  }

  @Test
  void keepsOnlyTheOrderThatEventsGive() {
    Set<Long> ordered = new HashSet<>();
    Set<Long> unordered = new HashSet<>();
    for (int seed = 0; seed < 20; seed++) {
      ordered.add(fork(seed, true));
      unordered.add(fork(seed, false));
    }
    assertEquals(Set.of(0L), ordered);
    assertEquals(Set.of(0L, 1L), unordered);
  }

  @Test
  void wantsForkedStreamsJoined() {
    long other = driver.createStream();
    long event = driver.createEvent(false);
    driver.beginCapture(rig.stream);
    driver.record(event, rig.stream);
    driver.await(event, other);
    rig.add(1, other);
    refused(904, () -> driver.endCapture(rig.stream));
    // Both streams are free again.
    rig.add(1, other);
    driver.synchronise(other);
    rig.expectWords(i -> i + 1);
  }

  /** What waits or allocates. */
  enum Forbidden {
    ALLOCATE,
    FREE,
    ALLOCATE_HOST,
    LOAD_MODULE,
    SYNCHRONISE,
    SYNCHRONISE_OTHER_STREAM,
    SYNCHRONISE_EVENT
  }

  @ParameterizedTest
  @EnumSource(Forbidden.class)
  void forbidsWhatWaitsOrAllocates(Forbidden call) {
    long other = driver.createStream();
    long event = driver.createEvent(false);
    driver.beginCapture(rig.stream);
    Executable forbidden =
        switch (call) {
          case ALLOCATE -> () -> driver.allocate(8);
          case FREE -> () -> driver.free(rig.device);
          case ALLOCATE_HOST -> () -> driver.allocateHost(8);
          case LOAD_MODULE -> () -> driver.loadModule(SampleKernels.module());
          case SYNCHRONISE -> () -> driver.synchronise(rig.stream);
          case SYNCHRONISE_OTHER_STREAM -> () -> driver.synchronise(other);
          case SYNCHRONISE_EVENT -> () -> driver.synchroniseEvent(event);
        };
    refused(900, forbidden);
    refused(901, () -> rig.add(1, rig.stream));
    refused(901, () -> driver.endCapture(rig.stream));
    rig.add(1, rig.stream);
    rig.expectWords(i -> i + 1);
  }

  @Test
  void leavesOtherThreadsAlone() {
    driver.beginCapture(rig.stream);
    rig.add(1, rig.stream);
    Rig.elsewhere(
        () -> {
          driver.makeCurrent(rig.context);
          driver.free(driver.allocate(8));
          long stream = driver.createStream();
          driver.clear(rig.device, BYTES, stream);
          driver.synchronise(stream);
          refused(908, () -> driver.endCapture(rig.stream));
          return stream;
        });
    driver.launchGraph(driver.instantiate(driver.endCapture(rig.stream)), rig.stream);
    rig.expectWords(i -> 1);
  }

  @Test
  void forbidsTheDefaultStreamMeanwhile() {
    driver.beginCapture(rig.stream);
    refused(
        906,
        () ->
            driver.launch(
                rig.increment,
                new Grid(1, 1, 1, 32),
                0,
                0,
                SampleKernels.parameters(rig.device, 1, 1)));
    refused(901, () -> driver.endCapture(rig.stream));
  }

  @Test
  void keepsCapturedAndOtherWorkApart() {
    long other = driver.createStream();
    long outside = driver.createEvent(false);
    driver.record(outside, other);
    driver.beginCapture(rig.stream);
    refused(905, () -> driver.await(outside, rig.stream));
    refused(901, () -> driver.endCapture(rig.stream));

    long inside = driver.createEvent(false);
    driver.beginCapture(rig.stream);
    driver.record(inside, rig.stream);
    refused(907, () -> driver.synchroniseEvent(inside));
    refused(901, () -> driver.endCapture(rig.stream));
    refused(907, () -> driver.await(inside, other));
  }

  @Test
  void refusesToMergeTwoCaptures() {
    long other = driver.createStream();
    long event = driver.createEvent(false);
    driver.beginCapture(rig.stream);
    driver.beginCapture(other);
    driver.record(event, rig.stream);
    refused(902, () -> driver.await(event, other));
    refused(901, () -> driver.endCapture(rig.stream));
    refused(901, () -> driver.endCapture(other));
  }

  @Test
  void wantsBeginAndEndToMatch() {
    long other = driver.createStream();
    long event = driver.createEvent(false);
    refused(401, () -> driver.endCapture(rig.stream));
    driver.beginCapture(rig.stream);
    refused(401, () -> driver.beginCapture(rig.stream));
    driver.record(event, rig.stream);
    driver.await(event, other);
    refused(903, () -> driver.endCapture(other));
  }

  @Test
  void refusesToDestroyAGraphThatRuns() {
    driver.beginCapture(rig.stream);
    rig.add(1, rig.stream);
    long executable = driver.instantiate(driver.endCapture(rig.stream));
    driver.launchGraph(executable, rig.stream);
    undefined(() -> driver.destroyExecutable(executable));
    undefined(() -> driver.free(rig.device));
    driver.synchronise(rig.stream);
    driver.destroyExecutable(executable);
  }

  @Test
  void runsOneExecutableGraphOnceAtATime() {
    driver.beginCapture(rig.stream);
    rig.add(1, rig.stream);
    long executable = driver.instantiate(driver.endCapture(rig.stream));
    long other = driver.createStream();
    driver.launchGraph(executable, rig.stream);
    driver.launchGraph(executable, other);
    driver.synchronise(other);
    assertEquals(2, driver.statistics().launchTotal());
  }
}
