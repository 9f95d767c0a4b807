package org.ringbench.bench.jmh;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Param;
import org.ringbench.bench.workload.Tally;

/**
 * Counts what a benchmark's operation does: once, in this JVM, without JMH. The protocol runs as it
 * does in a fork, and its messages are held against the prediction as they are there; only the
 * warm-up and the timed iterations are left out, and with them all that needs a warm JVM: a heap
 * that the compiler has not seen yet says nothing about the one that it has.
 */
public final class Counting {
  private Counting() {}

  /**
   * The counts of an operation.
   *
   * @param benchmark JMH's name: class and method
   * @param parameters of JMH; those that are not named have their first value
   * @return by the names of the results file, without those that have no meaning for the benchmark
   * @throws IllegalArgumentException if there is no such benchmark, or no such parameter
   */
  public static Map<String, Long> of(String benchmark, Map<String, String> parameters) {
    return counts(state(benchmark, parameters).countOnce());
  }

  /** The state of a benchmark with its parameters set, as JMH would set them. */
  static Countable state(String benchmark, Map<String, String> parameters) {
    try {
      Class<?> type = Class.forName(benchmark.substring(0, benchmark.lastIndexOf('.')));
      Class<?> found =
          Stream.of(type.getDeclaredClasses())
              .filter(Countable.class::isAssignableFrom)
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException(benchmark + " has no counts"));
      Countable state = (Countable) found.getConstructor().newInstance();
      Set<String> unknown = new TreeSet<>(parameters.keySet());
      for (Field field : found.getFields()) {
        if (field.isAnnotationPresent(Param.class)) {
          unknown.remove(field.getName());
          String first = field.getAnnotation(Param.class).value()[0];
          set(state, field, parameters.getOrDefault(field.getName(), first));
        }
      }
      if (!unknown.isEmpty()) {
        throw new IllegalArgumentException(
            "%s has no parameter %s".formatted(benchmark, String.join(", ", unknown)));
      }
      return state;
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException e) {
      throw new IllegalArgumentException("no benchmark " + benchmark, e);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException("%s: %s".formatted(benchmark, e.getCause()), e);
    }
  }

  private static void set(Countable state, Field field, String value)
      throws IllegalAccessException {
    if (field.getType() == int.class) {
      field.setInt(state, Integer.parseInt(value));
    } else {
      field.set(state, value);
    }
  }

  private static Map<String, Long> counts(Tally tally) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("rounds", tally.rounds());
    counts.put("bytesSentPerParty", tally.bytesSentPerParty());
    counts.put("firstStepBytesSentPerParty", tally.firstStepBytesSentPerParty());
    counts.put("dealerBytes", tally.dealerBytes());
    counts.put("correlations", tally.correlations());
    counts.put("multiplyAdds", tally.multiplyAdds());
    counts.values().removeIf(Objects::isNull);
    return counts;
  }
}
