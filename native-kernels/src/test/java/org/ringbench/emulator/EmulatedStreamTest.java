package org.ringbench.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ringbench.emulator.Rig.BYTES;
import static org.ringbench.emulator.Rig.WORDS;
import static org.ringbench.emulator.Rig.refused;
import static org.ringbench.emulator.Rig.undefined;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringbench.ptx.Options;

/** Deferred execution, the order among streams, and events. */
class EmulatedStreamTest {
  private static Rig<EmulatedDriver> rig(long seed) {
    return new Rig<>(new EmulatedDriver(EmulatorSettings.of(Options.defaults()).withSeed(seed)));
  }

  private final Rig<EmulatedDriver> rig = rig(1);
  private final EmulatedDriver driver = rig.driver;

  @Test
  void doesNothingBeforeSomebodyWaits() {
    rig.add(1, rig.stream);
    rig.add(2, rig.stream);
    assertEquals(0, driver.statistics().launchTotal());
    driver.synchronise(rig.stream);
    assertEquals(2, driver.statistics().launchTotal());
  }

  @Test
  void doesOldWorkWhenTheQueueIsFull() {
    Rig<EmulatedDriver> shallow =
        new Rig<>(new EmulatedDriver(EmulatorSettings.of(Options.defaults()).withQueueLimit(4)));
    for (int i = 0; i < 10; i++) {
      shallow.add(1, shallow.stream);
    }
    assertEquals(6, shallow.driver.statistics().launchTotal());
    shallow.expectWords(i -> i + 10);
  }

  /** A store on one stream and a clear on the other: without an event, either may come first. */
  private static long race(long seed, boolean ordered) {
    Rig<EmulatedDriver> its = rig(seed);
    long other = its.driver.createStream();
    long event = its.driver.createEvent(false);
    its.add(1, its.stream);
    if (ordered) {
      its.driver.record(event, its.stream);
      its.driver.await(event, other);
    }
    its.driver.clear(its.device, BYTES, other);
    its.driver.synchronise(other);
    its.driver.synchronise(its.stream);
    return its.words()[5];
  }

  @Test
  void ordersStreamsByEventsOnly() {
    Set<Long> unordered = new HashSet<>();
    Set<Long> ordered = new HashSet<>();
    for (int seed = 0; seed < 20; seed++) {
      unordered.add(race(seed, false));
      ordered.add(race(seed, true));
    }
    assertEquals(Set.of(0L, 1L), unordered);
    assertEquals(Set.of(0L), ordered);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void repeatsItselfForASeed(long seed) {
    assertEquals(race(seed, false), race(seed, false));
  }

  @Test
  void waitsForTheStateOfAnEventAtTheCall() {
    Set<Long> launches = new HashSet<>();
    for (int seed = 0; seed < 20; seed++) {
      Rig<EmulatedDriver> its = rig(seed);
      long other = its.driver.createStream();
      long event = its.driver.createEvent(false);
      its.driver.record(event, its.stream);
      its.driver.await(event, other);
      its.add(1, its.stream);
      its.driver.record(event, its.stream);
      its.driver.synchronise(other);
      launches.add(its.driver.statistics().launchTotal());
      its.driver.synchroniseEvent(event);
      assertEquals(1, its.driver.statistics().launchTotal());
    }
    // Other streams may go on meanwhile, but need not.
    assertEquals(Set.of(0L, 1L), launches);
  }

  @Test
  void waitsForAnEventOnlyAsFarAsItsPoint() {
    long event = driver.createEvent(false);
    rig.add(1, rig.stream);
    driver.record(event, rig.stream);
    rig.add(1, rig.stream);
    driver.synchroniseEvent(event);
    assertEquals(1, driver.statistics().launchTotal());
  }

  @Test
  void takesAnEventThatWasNeverRecordedForReached() {
    long event = driver.createEvent(false);
    driver.await(event, rig.stream);
    driver.synchroniseEvent(event);
    rig.add(1, rig.stream);
    rig.expectWords(i -> i + 1);
  }

  @Test
  void measuresTimeBetweenTimedEvents() {
    long start = driver.createEvent(true);
    long end = driver.createEvent(true);
    long plain = driver.createEvent(false);
    refused(400, () -> driver.elapsedMillis(start, end));
    driver.record(start, rig.stream);
    rig.add(1, rig.stream);
    driver.record(end, rig.stream);
    driver.record(plain, rig.stream);
    refused(600, () -> driver.elapsedMillis(start, end));
    driver.synchroniseEvent(end);
    assertTrue(driver.elapsedMillis(start, end) > 0);
    refused(400, () -> driver.elapsedMillis(start, plain));
  }

  @Test
  void refusesToDestroyWhatIsInUse() {
    long event = driver.createEvent(false);
    rig.add(1, rig.stream);
    driver.record(event, rig.stream);
    undefined(() -> driver.destroyStream(rig.stream));
    undefined(() -> driver.destroyEvent(event));
    driver.synchronise(rig.stream);
    driver.destroyEvent(event);
    driver.destroyStream(rig.stream);
    refused(400, () -> driver.synchronise(rig.stream));
    refused(400, () -> driver.synchroniseEvent(event));
    refused(400, () -> driver.destroyStream(rig.stream));
  }

  @Test
  void tellsHandlesOfOtherKindsApart() {
    refused(400, () -> driver.synchronise(rig.module));
    refused(400, () -> driver.function(rig.stream, "increment"));
    assertTrue(undefined(() -> driver.synchronise(0)).contains("default stream"));
  }

  @Test
  void sharesOneDeviceBetweenThreads() {
    long[] streams = {driver.createStream(), driver.createStream()};
    MemorySegment[] buffers = {driver.allocateHost(BYTES), driver.allocateHost(BYTES)};
    Thread[] threads = new Thread[2];
    for (int i = 0; i < 2; i++) {
      int party = i;
      threads[i] =
          Thread.ofPlatform()
              .start(
                  () -> {
                    driver.makeCurrent(rig.context);
                    long memory = driver.allocate(BYTES);
                    for (int turn = 1; turn <= 20; turn++) {
                      long value = 100L * party + turn;
                      Rig.fill(buffers[party], word -> value);
                      driver.upload(buffers[party], memory, streams[party]);
                      driver.launch(
                          rig.increment,
                          new org.ringbench.cuda.driver.CudaDriver.Grid(4, 1, 1, 32),
                          0,
                          streams[party],
                          SampleKernels.parameters(memory, 1, WORDS));
                      driver.synchronise(streams[party]);
                      driver.download(memory, buffers[party], streams[party]);
                      driver.synchronise(streams[party]);
                    }
                  });
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    assertEquals(21, buffers[0].getAtIndex(ValueLayout.JAVA_LONG, 9));
    assertEquals(121, buffers[1].getAtIndex(ValueLayout.JAVA_LONG, 9));
    assertEquals(40, driver.statistics().launchTotal());
  }
}
