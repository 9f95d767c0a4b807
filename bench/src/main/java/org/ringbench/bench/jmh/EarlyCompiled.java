package org.ringbench.bench.jmh;

import org.openjdk.jmh.annotations.Fork;
import org.ringbench.bench.environment.EarlyCompilation;

/** Gives a benchmark's forks the flags of {@link EarlyCompilation}. */
@Fork(
    value = 3,
    jvmArgsAppend = {
      EarlyCompilation.QUIET,
      EarlyCompilation.THRESHOLDS,
      EarlyCompilation.PARTY,
      EarlyCompilation.PROTOCOL,
      EarlyCompilation.DEALER
    })
abstract class EarlyCompiled {}
