package org.ringbench.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When messages arrive on an emulated network, by clocks that only waiting moves. */
@Timeout(60)
class EmulationTest {
  private static final long MILLI = 1_000_000;

  /** 12,500 bytes take 10 ms, and 10 ms more to arrive. */
  private static final NetworkProfile SLOW =
      new NetworkProfile("slow", 10_000_000, /* roundTripMillis= */ 20);

  private static final int BYTES = 12_500;

  private final FakeTime time = new FakeTime();

  private static MemorySegment bytes(int count) {
    return MemorySegment.ofArray(new byte[count]);
  }

  /** Both tasks, each on a thread and by a clock of its own; what each returns. */
  private static long[] both(LongSupplier task0, LongSupplier task1)
      throws InterruptedException, ExecutionException {
    var other = CompletableFuture.supplyAsync(task1::getAsLong, r -> Thread.ofPlatform().start(r));
    var own = CompletableFuture.supplyAsync(task0::getAsLong, r -> Thread.ofPlatform().start(r));
    return new long[] {own.get(), other.get()};
  }

  private long rounds(Link link, int count, int bytes, long compute) {
    for (int i = 0; i < count; i++) {
      time.compute(compute);
      link.exchange(bytes(bytes), bytes(bytes));
    }
    return time.nanos();
  }

  @Test
  void aLineSendsOneMessageAfterAnother() {
    Line line = new Line(SLOW);
    assertEquals(20 * MILLI, line.arrival(0, BYTES));
    assertEquals(30 * MILLI, line.arrival(0, BYTES), "waits for the first");
    assertEquals(30 * MILLI, line.arrival(MILLI, 0), "and keeps the order");
    assertEquals(70 * MILLI, line.arrival(50 * MILLI, BYTES), "an idle line starts at once");
  }

  @Test
  void aRoundTakesHalfARoundTripAndItsBytes() throws Exception {
    Link[] ends = EmulatedLink.pair(InProcessLink.pair(), SLOW, time);
    long[] end = both(() -> rounds(ends[0], 5, BYTES, 0), () -> rounds(ends[1], 5, BYTES, 0));
    assertEquals(5 * 20 * MILLI, end[0]);
    assertEquals(5 * 20 * MILLI, end[1]);
    assertEquals(new Traffic(5, 5L * BYTES, 5L * BYTES), ends[0].traffic());
  }

  /** Each waits for the other's message; its own is on its way meanwhile. */
  @Test
  void directionsAreIndependent() throws Exception {
    Link[] ends = EmulatedLink.pair(InProcessLink.pair(), SLOW, time);
    long[] end = both(() -> rounds(ends[0], 1, 100, 0), () -> rounds(ends[1], 1, 100, 8 * MILLI));
    long sending = 80_000; // 100 bytes
    assertEquals(18 * MILLI + sending, end[0]);
    assertEquals(10 * MILLI + sending, end[1], "its own work overlaps with the message");
  }

  @Test
  void thePredictionIsWhatARunTakes() throws Exception {
    for (NetworkProfile profile :
        new NetworkProfile[] {NetworkProfile.LAN_10G, NetworkProfile.LAN_1G, NetworkProfile.WAN}) {
      FakeTime clock = new FakeTime();
      Link[] ends = EmulatedLink.pair(InProcessLink.pair(), profile, clock);
      LongSupplier[] runs = new LongSupplier[2];
      for (int i = 0; i < 2; i++) {
        Link end = ends[i];
        runs[i] =
            () -> {
              for (int round = 0; round < 18; round++) {
                clock.compute(MILLI / 2);
                end.exchange(bytes(128_000), bytes(128_000));
              }
              return clock.nanos();
            };
      }
      long[] end = both(runs[0], runs[1]);
      double predicted = profile.predictMillis(18, 18 * 128_000L, 9);
      assertEquals(predicted, end[0] / 1e6, 1e-3);
      assertEquals(predicted, end[1] / 1e6, 1e-3);
    }
    // 18 half round trips of 40 ms, 2,304,000 bytes of 200 Mbit/s, and 9 ms of work
    assertEquals(360 + 92.16 + 9, NetworkProfile.WAN.predictMillis(18, 18 * 128_000L, 9), 1e-9);
  }

  @Test
  void aConnectionsMessagesQueue() throws Exception {
    Connection[] ends =
        Loopback.pair(Role.WORKER0, Role.WORKER1, FrameBounds.usual(), Duration.ofSeconds(30));
    try (Connection a = new EmulatedConnection(ends[0], SLOW, time);
        Connection b = new EmulatedConnection(ends[1], SLOW, time)) {
      long[] end =
          both(
              () -> {
                a.send(Message.CORRELATIONS, bytes(BYTES));
                a.send(Message.CORRELATIONS, bytes(BYTES));
                long left = time.nanos();
                a.exchange(Message.ROUND, bytes(0), bytes(BYTES));
                assertEquals(0, left, "a sender does not wait");
                return time.nanos();
              },
              () -> {
                b.receive(Message.CORRELATIONS, BYTES);
                assertEquals(20 * MILLI, time.nanos());
                b.receive(Message.CORRELATIONS, bytes(BYTES));
                assertEquals(30 * MILLI, time.nanos());
                b.exchange(Message.ROUND, bytes(BYTES), bytes(0));
                return time.nanos();
              });
      assertEquals(50 * MILLI, end[0]);
      assertEquals(30 * MILLI, end[1]);
      assertEquals(new Traffic(1, 2L * BYTES, BYTES), a.traffic());
      assertEquals(a.traffic(), b.traffic().atPeer());
    }
  }

  @Test
  void theProbeFindsWhatTheProfileSays() throws Exception {
    Connection[] ends =
        Loopback.pair(Role.WORKER0, Role.WORKER1, FrameBounds.usual(), Duration.ofSeconds(30));
    try (Connection a = new EmulatedConnection(ends[0], NetworkProfile.WAN, time);
        Connection b = new EmulatedConnection(ends[1], NetworkProfile.WAN, time)) {
      LinkProbe[] probes = new LinkProbe[2];
      both(
          () -> {
            probes[0] = LinkProbe.measure(a, Role.WORKER0, time);
            return 0;
          },
          () -> {
            probes[1] = LinkProbe.measure(b, Role.WORKER1, time);
            return 0;
          });
      assertEquals(probes[0], probes[1], "both ends know the same");
      assertEquals(40_000, probes[0].roundTripMicros(), 1);
      assertEquals(200e6, probes[0].bitsPerSecond(), 1e4);
    }
  }
}
