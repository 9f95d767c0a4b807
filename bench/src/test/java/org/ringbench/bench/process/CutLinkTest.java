package org.ringbench.bench.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ringbench.bench.keys.Installation;
import org.ringbench.net.Role;

/** A link fails, while all three processes live. */
class CutLinkTest {
  /** How it fails. */
  enum Failure {
    CLOSED,
    SILENT
  }

  @TempDir Path folder;

  private static List<String> keys(Map<Role, Path> keys, Role role) {
    return List.of("--keys=" + keys.get(role));
  }

  @ParameterizedTest
  @EnumSource
  void allStopAndNameWhoWasLost(Failure failure) throws Exception {
    try (CuttableProxy proxy = new CuttableProxy();
        Trio trio = trio()) {
      fail(trio, /* rank= */ 1, proxy, failure);
      // Whoever notices the silence first hangs up, which the other may see first.
      String why = failure == Failure.CLOSED ? ".*" : "it (said nothing for 2.*|hung up)";
      if (failure == Failure.SILENT) {
        assertTrue((trio.last(0) + trio.last(1)).contains("it said nothing for 2"));
      }
      for (int worker = 0; worker < 2; worker++) {
        String last = trio.last(worker);
        String other = "worker " + (1 - worker);
        // Each finds it by itself, or is told by the other, or by the dealer whom the other told.
        assertTrue(last.matches(".*at step \\d+ \\(epoch \\d+\\): .*"), last);
        assertTrue(
            last.matches(".*: " + other + " was lost: " + why)
                || last.matches(".*stopped: .*worker [01] was lost: " + why),
            last);
      }
      String dealer = trio.last(2);
      assertTrue(dealer.matches(".*worker [01] stopped: .*worker [01] was lost.*"), dealer);
    }
  }

  /** The dealer has a link to each worker: here it loses worker 0. */
  @ParameterizedTest
  @EnumSource
  void allStopWithoutTheDealersLink(Failure failure) throws Exception {
    try (CuttableProxy proxy = new CuttableProxy();
        Trio trio = trio()) {
      fail(trio, /* rank= */ 2, proxy, failure);
      String all = trio.last(0) + "\n" + trio.last(1) + "\n" + trio.last(2);
      assertTrue(all.matches("(?s).*(the dealer|worker 0) was lost: it .*"), all);
      for (int rank = 0; rank < 3; rank++) {
        String last = trio.last(rank);
        assertTrue(last.matches(".*at step \\d+ \\(epoch \\d+\\): .*(lost|stopped).*"), last);
      }
    }
  }

  private Trio trio() throws Exception {
    return new Trio(
        folder,
        3,
        "--rows=200",
        "--features=8",
        "--batch-size=50",
        "--epochs=500",
        "--timeout=2",
        "--log-level=debug",
        "--step-delay=20");
  }

  /** Starts all three, with a rank's way to worker 0 over the proxy, and lets that fail. */
  private void fail(Trio trio, int rank, CuttableProxy proxy, Failure failure) throws Exception {
    Map<Role, Path> keys = Installation.demo(folder.resolve("keys"), Duration.ofDays(1), false);
    trio.way(rank, proxy::towards);
    trio.start(
        "linreg", keys(keys, Role.WORKER0), keys(keys, Role.WORKER1), keys(keys, Role.DEALER));
    trio.awaitOutput(0, "step 5\\b");
    if (failure == Failure.CLOSED) {
      proxy.cut();
    } else {
      proxy.swallow();
    }
    for (int own = 0; own < 3; own++) {
      String said = trio.output(own);
      assertTrue(trio.process(own).waitFor(20, TimeUnit.SECONDS), said);
    }
    trio.assertEnds(7, 7, 7);
  }
}
