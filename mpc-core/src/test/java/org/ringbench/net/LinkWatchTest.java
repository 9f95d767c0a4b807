package org.ringbench.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What party 0's end of a link tells of its exchanges. */
@Timeout(60)
class LinkWatchTest {
  private static final int ROUNDS = 20;
  private static final long MILLI = 1_000_000;

  /** Every call, in order, on the thread that made this. */
  private static final class Heard implements LinkWatch {
    private final Thread own = Thread.currentThread();
    private final List<String> calls = new ArrayList<>();
    private final FakeTime time;

    Heard(FakeTime time) {
      this.time = time;
    }

    private void add(String call) {
      if (Thread.currentThread().equals(own)) {
        calls.add(call + " " + time.nanos() / MILLI);
      }
    }

    @Override
    public void moved() {
      add("moved");
    }

    @Override
    public void waited() {
      add("waited");
    }
  }

  private final FakeTime time = new FakeTime();
  private final Heard watch = new Heard(time);

  private static void exchange(Link[] ends, int bytes, Runnable before0) {
    CompletableFuture<Void> peer =
        CompletableFuture.runAsync(() -> rounds(ends[1], bytes, () -> {}));
    rounds(ends[0], bytes, before0);
    peer.join();
  }

  private static void rounds(Link end, int bytes, Runnable before) {
    for (int round = 0; round < ROUNDS; round++) {
      before.run();
      end.exchange(MemorySegment.ofArray(new byte[bytes]), MemorySegment.ofArray(new byte[bytes]));
    }
  }

  @Test
  void withinAProcessOnlyTheCopyMovesBytes() {
    Link[] ends = NetworkProfile.IN_MEMORY.pair(watch);
    exchange(ends, 100, () -> time.compute(MILLI));
    List<String> expected = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      expected.addAll(List.of("waited " + round, "moved " + round));
    }
    assertEquals(expected, watch.calls);
    assertEquals(new Traffic(ROUNDS, 2_000, 2_000), ends[0].traffic());
  }

  /** The network's time comes after what was told last, so that it is the caller's to count. */
  @Test
  void anEmulatedNetworkMovesNothing() {
    NetworkProfile slow = new NetworkProfile("slow", 0, /* roundTripMillis= */ 20);
    Link[] ends = EmulatedLink.pair(InProcessLink.pair(watch), slow, time);
    exchange(ends, 100, () -> {});
    assertEquals(
        List.of("waited 0", "moved 0", "waited 10", "moved 10"), watch.calls.subList(0, 4));
    assertEquals(ROUNDS * 10 * MILLI, time.nanos());
  }

  /** Every call tells of the time before it, and then of its own. */
  @Test
  void aCallThatFindsNothingToDoHasWaited() throws IOException {
    Pipe pipe = new WatchedPipe(new BytePipe(new byte[2]), watch);
    MemorySegment two = MemorySegment.ofArray(new byte[2]);
    assertEquals(2, pipe.write(two, 0));
    assertEquals(2, pipe.read(two, 0));
    assertEquals(-1, pipe.read(two, 0));
    assertTrue(pipe.flush());
    assertEquals(0, pipe.fill());
    assertEquals(
        List.of(
            "waited 0", "moved 0", // write
            "waited 0", "moved 0", // read
            "waited 0", "waited 0", // read
            "waited 0", "waited 0", // flush
            "waited 0", "waited 0"), // fill
        watch.calls);
  }

  @Test
  void overASocketItIsTheCallsThatHadSomethingToDo() {
    Link[] ends = NetworkProfile.LOOPBACK.pair(watch);
    try {
      exchange(ends, 1 << 20, () -> {});
      assertTrue(watch.calls.stream().filter(call -> call.equals("moved 0")).count() > 2 * ROUNDS);
      assertTrue(watch.calls.contains("waited 0"));
    } finally {
      ends[0].close();
      ends[1].close();
    }
  }
}
