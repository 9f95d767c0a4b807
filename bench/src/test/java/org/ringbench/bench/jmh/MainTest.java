package org.ringbench.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringbench.ring.RingBackends;

class MainTest {
  @AfterEach
  void restore() {
    System.clearProperty(RingBackends.PROPERTY);
  }

  private static List<String> named(String line) {
    return Main.named(line.isEmpty() ? List.of() : List.of(line.split(" ", -1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ringGemm -f 1", "-p size=3x4x5 -wi 1"})
  void theUsualBackendIsNamed(String line) {
    List<String> words = named(line);
    assertEquals(
        List.of("-p", "backend=" + RingBackends.usual().id()),
        words.subList(words.size() - 2, words.size()));
    assertTrue(String.join(" ", words).startsWith(line), words.toString());
  }

  @Test
  void thePropertyNamesAnother() {
    System.setProperty(RingBackends.PROPERTY, "java");
    assertEquals(List.of("ringGemm", "-p", "backend=java"), named("ringGemm"));
    System.setProperty(RingBackends.PROPERTY, "abacus");
    Exception e = assertThrows(IllegalArgumentException.class, () -> named("ringGemm"));
    assertTrue(e.getMessage().startsWith("backend \"abacus\" is unknown"), e.getMessage());
    assertEquals(List.of("-l"), named("-l"), "a list needs no backend");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-p backend=java", "-p backend=java,native", "-h", "-l", "-lp", "-lprof", "-f x"})
  void jmhsOwnCommandLineStaysAsItIs(String line) {
    assertEquals(List.of(line.split(" ", -1)), named(line));
  }
}
