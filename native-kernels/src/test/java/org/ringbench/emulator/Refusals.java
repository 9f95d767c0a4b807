package org.ringbench.emulator;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.ringbench.cuda.driver.CudaStatus;

/** Counts the calls of each kind, and refuses those that a test has chosen. */
final class Refusals {
  private final Map<Call, Long> made = new EnumMap<>(Call.class);
  private final Map<Call, TreeMap<Long, Integer>> chosen = new EnumMap<>(Call.class);

  void refuse(Call call, int nth, int status) {
    if (nth < 1) {
      throw new IllegalArgumentException("call number " + nth + ", expected at least 1");
    }
    chosen.computeIfAbsent(call, c -> new TreeMap<>()).put(made(call) + nth, status);
  }

  long made(Call call) {
    return made.getOrDefault(call, 0L);
  }

  void count(Call call) {
    long number = made.merge(call, 1L, Long::sum);
    TreeMap<Long, Integer> refused = chosen.get(call);
    Integer status = refused == null ? null : refused.remove(number);
    if (status != null) {
      throw CudaStatus.failure(
          status,
          "%s number %d, refused for a test,"
              .formatted(call.name().toLowerCase(Locale.ROOT), number));
    }
  }
}
