package org.ringbench.bench.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.bench.run.Tier;

/** What a gate does with jars of other versions. */
class GateTest {
  @TempDir Path folder;

  private Path jar(String name, String... entries) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out)) {
      for (String entry : entries) {
        jar.putNextEntry(new JarEntry(entry));
      }
    }
    return file;
  }

  /** One JVM for all cases where the version can; forks, and a word about it, where it cannot. */
  @Test
  void aVersionThatCannotCountIsForked() throws IOException {
    Path old = jar("old.jar", "META-INF/BenchmarkList");
    Path current = jar("current.jar", "META-INF/BenchmarkList", CountProgram.ENTRY);
    assertFalse(BenchmarkJar.of("--base", old).counts());
    assertTrue(BenchmarkJar.of("--head", current).counts());
    GateSettings settings =
        new GateSettings(old, current, Tier.of("smoke"), List.of(), 0, true, 1, List.of());
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    GateProgress progress = new GateProgress(new PrintStream(said, true, StandardCharsets.UTF_8));
    Gate gate = new Gate(settings);
    assertInstanceOf(ForkCounter.class, gate.counter(Side.BASE, folder, progress));
    assertTrue(
        said.toString(StandardCharsets.UTF_8)
            .endsWith(
                "old.jar is too old to count its cases in one JVM: a fork of each is measured\n"),
        said.toString(StandardCharsets.UTF_8));
    said.reset();
    assertInstanceOf(QuickCounter.class, gate.counter(Side.HEAD, folder, progress));
    assertEquals("", said.toString(StandardCharsets.UTF_8));
  }

  /** The entry that tells whether a jar can count is that of the class, wherever it moves. */
  @Test
  void theProgramIsWhereJarsAreAskedForIt() {
    assertEquals(CountProgram.ENTRY, CountProgram.class.getName().replace('.', '/') + ".class");
  }
}
