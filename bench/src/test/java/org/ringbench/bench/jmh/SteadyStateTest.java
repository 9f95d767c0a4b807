package org.ringbench.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SteadyStateTest {
  private double sink;

  @Test
  void endsSoonForWorkWithoutGarbage() {
    assertTimeout(Duration.ofSeconds(15), () -> SteadyState.reach(() -> sink += Math.sin(sink)));
  }

  @Test
  void preparesEveryOperation() {
    AtomicInteger prepared = new AtomicInteger();
    AtomicInteger run = new AtomicInteger();
    SteadyState.reach(prepared::incrementAndGet, run::incrementAndGet);
    assertEquals(prepared.get(), run.get());
  }

  @Test
  void theCompilerHasWorked() {
    long before = CompilerThreads.nanos();
    assertTrue(before > 0, "compiled for " + before + " ns since the JVM began");
    assertTrue(CompilerThreads.nanos() >= before);
  }
}
