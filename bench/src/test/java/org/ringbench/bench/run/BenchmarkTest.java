package org.ringbench.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The list of benchmarks against the JMH methods that it names. */
class BenchmarkTest {
  @ParameterizedTest
  @EnumSource(Benchmark.class)
  void theAxesAreTheParametersOfTheMethod(Benchmark benchmark) throws ClassNotFoundException {
    Map<Axis, String> parameters = new EnumMap<>(Axis.class);
    parameters(method(benchmark))
        .forEach((name, usual) -> parameters.put(Axis.of(name).orElseThrow(), usual));
    assertEquals(benchmark.usual(), parameters);
  }

  /** What JMH measures by default is a value of the axis, too. */
  @ParameterizedTest
  @EnumSource(Benchmark.class)
  void theParametersHaveValuesOfTheirAxes(Benchmark benchmark) throws ClassNotFoundException {
    fields(method(benchmark))
        .forEach(
            field -> {
              for (String value : field.getAnnotation(Param.class).value()) {
                Axis.of(field.getName()).orElseThrow().check(field.getName(), value);
              }
            });
  }

  @ParameterizedTest
  @EnumSource(Benchmark.class)
  void timesAreMilliseconds(Benchmark benchmark) throws ClassNotFoundException {
    Class<?> type = method(benchmark).getDeclaringClass();
    assertEquals(
        "MILLISECONDS", type.getAnnotation(OutputTimeUnit.class).value().name(), type.getName());
    Mode mode = benchmark.isSingleShot() ? Mode.SingleShotTime : Mode.AverageTime;
    assertEquals(Set.of(mode), Set.of(type.getAnnotation(BenchmarkMode.class).value()));
  }

  @Test
  void everyBenchmarkOfTheJarIsListedOnce() {
    Set<String> listed =
        Stream.of(Benchmark.values()).map(Benchmark::jmhName).collect(Collectors.toSet());
    assertEquals(Benchmark.values().length, listed.size());
    Set<String> found =
        BenchmarkList.defaultList()
            .getAll(
                OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of())
            .stream()
            .map(entry -> entry.getUsername())
            .collect(Collectors.toSet());
    assertEquals(listed, found);
  }

  /** Whatever the tier or the user wants: the second of two cold starts would not be cold. */
  @Test
  void aColdStartRunsOnceAFork() {
    Timing timing = new Timing(1, 4, Duration.ofMillis(60));
    Options fork =
        JmhArguments.parse("-wi 3 -i 7")
            .fork(Grid.parse("coldStart").getFirst(), timing, List.of());
    assertEquals(0, fork.getWarmupIterations().get());
    assertEquals(1, fork.getMeasurementIterations().get());
  }

  @Test
  void titlesAreTheirOwn() {
    Set<String> titles =
        Stream.of(Benchmark.values()).map(Benchmark::title).collect(Collectors.toSet());
    assertEquals(Benchmark.values().length, titles.size());
    assertTrue(Benchmark.of("coldStart").orElseThrow().isSingleShot());
  }

  private static Method method(Benchmark benchmark) throws ClassNotFoundException {
    int dot = benchmark.jmhName().lastIndexOf('.');
    String name = benchmark.jmhName().substring(dot + 1);
    return Arrays.stream(Class.forName(benchmark.jmhName().substring(0, dot)).getMethods())
        .filter(method -> method.getName().equals(name))
        .filter(method -> method.isAnnotationPresent(org.openjdk.jmh.annotations.Benchmark.class))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> parameters(Method method) {
    Map<String, String> usual = new LinkedHashMap<>();
    fields(method).forEach(f -> usual.put(f.getName(), f.getAnnotation(Param.class).value()[0]));
    return usual;
  }

  private static Stream<Field> fields(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .flatMap(state -> Arrays.stream(state.getFields()))
        .filter(field -> field.isAnnotationPresent(Param.class));
  }
}
