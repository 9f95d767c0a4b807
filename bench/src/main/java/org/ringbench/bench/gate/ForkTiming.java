package org.ringbench.bench.gate;

import java.time.Duration;
import java.util.List;

/**
 * How long a fork measures. Each fork warms up until it is steady before the first iteration.
 *
 * @param warmups iterations whose times are thrown away
 * @param iterations whose median is the fork's figure
 * @param iteration how long each lasts
 */
record ForkTiming(int warmups, int iterations, Duration iteration) {
  /** For times: many short iterations, since a fork's figure is their median. */
  static final ForkTiming TIMES = new ForkTiming(1, 6, Duration.ofMillis(80));

  /** For counts, which are the same in each iteration. */
  static final ForkTiming COUNTS = new ForkTiming(1, 2, Duration.ofMillis(20));

  /** For what runs once a fork: repeated, it would measure something else. */
  static final ForkTiming ONCE = new ForkTiming(0, 1, Duration.ofMillis(20));

  /** JMH's arguments. */
  List<String> arguments() {
    String time = iteration.toMillis() + "ms";
    return List.of(
        "-f",
        "1",
        "-wi",
        String.valueOf(warmups),
        "-w",
        time,
        "-i",
        String.valueOf(iterations),
        "-r",
        time,
        "-foe",
        "true");
  }
}
