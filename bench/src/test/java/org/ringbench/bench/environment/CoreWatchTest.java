package org.ringbench.bench.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class CoreWatchTest {
  private static CoreWatch watch(Duration patience, double... nanos) {
    ArrayDeque<OptionalDouble> seen =
        new ArrayDeque<>(DoubleStream.of(nanos).mapToObj(CoreWatchTest::seen).toList());
    return new CoreWatch(patience, seen::remove);
  }

  private static OptionalDouble seen(double nanos) {
    return Double.isNaN(nanos) ? OptionalDouble.empty() : OptionalDouble.of(nanos);
  }

  @Test
  void coresThatShareNoCacheAreApart() {
    CoreWatch watch = watch(Duration.ofSeconds(60), 480, 50, 240, Double.NaN);
    assertEquals(Optional.of(true), watch.areApart());
    assertEquals(Optional.of(false), watch.areApart());
    assertEquals(Optional.of(false), watch.areApart());
    assertEquals(Optional.empty(), watch.areApart(), "nothing tells");
    assertFalse(CoreWatch.isApart(Double.NaN));
  }

  @Test
  void forksShareOnePatience() {
    CoreWatch watch = watch(Duration.ofSeconds(30));
    assertEquals(List.of("-Dringbench.cores.patience=20000"), watch.flags());
    watch.waited(25_000);
    assertEquals(List.of("-Dringbench.cores.patience=5000"), watch.flags());
    watch.waited(5_000);
    assertEquals(List.of(), watch.flags(), "none is left");
  }
}
