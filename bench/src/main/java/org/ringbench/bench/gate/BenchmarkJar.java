package org.ringbench.bench.gate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;

/**
 * A jar with JMH benchmarks, which keeps its libraries where its manifest says.
 *
 * @param file the jar
 * @param parameters of each benchmark, by JMH's name
 * @param counts whether it has the {@link CountProgram}
 */
record BenchmarkJar(Path file, Map<String, Set<String>> parameters, boolean counts) {
  private static final String LIST = "META-INF/BenchmarkList";

  BenchmarkJar {
    parameters = Map.copyOf(parameters);
  }

  /**
   * Reads what a jar offers.
   *
   * @param option that named it, for the message
   * @throws IllegalArgumentException if it is no jar with benchmarks
   */
  static BenchmarkJar of(String option, Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "%s %s: no such file: expected a benchmarks.jar".formatted(option, file));
    }
    try (JarFile jar = new JarFile(file.toFile())) {
      JarEntry list = jar.getJarEntry(LIST);
      if (list == null) {
        throw new IllegalArgumentException(
            "%s %s: no %s in it: expected a benchmarks.jar".formatted(option, file, LIST));
      }
      Map<String, Set<String>> parameters = new TreeMap<>();
      try (InputStream in = jar.getInputStream(list)) {
        for (BenchmarkListEntry entry : BenchmarkList.readBenchmarkList(in)) {
          Set<String> names = new TreeSet<>();
          if (entry.getParams().hasValue()) {
            names.addAll(entry.getParams().get().keySet());
          }
          parameters.put(entry.getUsername(), names);
        }
      }
      return new BenchmarkJar(
          file.toAbsolutePath(), parameters, jar.getJarEntry(CountProgram.ENTRY) != null);
    } catch (IOException | IllegalStateException e) { // JMH's, of a list that it cannot read
      throw new IllegalArgumentException(
          "%s %s: %s: expected a benchmarks.jar".formatted(option, file, e.getMessage()), e);
    }
  }

  /** Whether the jar can measure a case: JMH ignores parameters that it does not know. */
  boolean has(Case what) {
    Set<String> known = parameters.get(what.benchmark());
    return known != null && known.containsAll(what.parameters().keySet());
  }
}
