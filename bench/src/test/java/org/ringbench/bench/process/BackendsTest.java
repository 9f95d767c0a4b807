package org.ringbench.bench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.ring.RingBackendProvider;
import org.ringbench.ring.RingBackends;

/** Each process has a backend of its own, and says which. */
class BackendsTest {
  private static final String[] SMALL = {
    "--rows=100", "--features=8", "--batch-size=50", "--epochs=2"
  };

  @TempDir Path folder;

  private JsonNode train(String name, String... backends) throws Exception {
    Path out = folder.resolve(name + ".json");
    try (Trio trio = new Trio(folder.resolve(name), 3, SMALL)) {
      trio.start(
          "linreg",
          List.of("--out=" + out, "--backend=" + backends[0]),
          List.of("--backend=" + backends[1]),
          List.of("--backend=" + backends[2], "--insecure-seeds=7"));
      trio.assertEnds(0, 0, 0);
      for (int rank = 0; rank < 3; rank++) {
        String first =
            trio.output(rank).lines().filter(l -> l.startsWith("ringbench: ")).findFirst().get();
        assertEquals("ringbench: " + words(backends[rank]), first);
      }
    }
    return new ObjectMapper().readTree(out.toFile());
  }

  private static String words(String name) {
    RingBackendProvider provider = RingBackends.provider(name);
    String why =
        name.equals(RingBackends.USUAL) ? " (%s)".formatted(RingBackends.usual().reason()) : "";
    return "backend %s, %s%s".formatted(provider.id(), provider.instructionSet(), why);
  }

  /** The ring is exact: the same seeds give the same model, on whichever backends. */
  @Test
  void thePartiesNeedNotHaveTheSame() throws Exception {
    JsonNode java = train("java", "java", "java", "java");
    JsonNode mixed = train("mixed", RingBackends.USUAL, "java", RingBackends.USUAL);
    assertEquals(java.get("parameters"), mixed.get("parameters"));
    assertEquals("java", java.get("backend").asText());
    assertEquals(RingBackends.usual().id(), mixed.get("backend").asText());
    assertEquals(
        RingBackends.provider(RingBackends.USUAL).instructionSet(),
        mixed.get("instructionSet").asText());
  }

  private static ProcessSettings settings(String flag, String variable) {
    ProcessOptions options = new ProcessOptions();
    options.rank = "0";
    options.backend = flag;
    return new ProcessSettings(
        "linreg", options, variable == null ? Map.of() : Map.of("BACKEND", variable));
  }

  @Test
  void aFlagOverridesTheVariableAndBothTheUsualOne() {
    assertEquals(RingBackends.usual().id(), settings(null, null).backend.id());
    assertEquals("java", settings(null, "java").backend.id());
    assertEquals("java", settings("java", "abacus").backend.id());
  }

  @Test
  void oneThatCannotRunIsRefusedBeforeAnyoneIsWaitedFor() {
    Exception e = assertThrows(SettingException.class, () -> settings(null, "abacus"));
    assertTrue(e.getMessage().startsWith("backend \"abacus\" is unknown: expected"));
    RingBackendProvider cuda = RingBackends.find("cuda").orElseThrow();
    cuda.unavailable()
        .ifPresent(
            why ->
                assertEquals(
                    "backend \"cuda\" cannot run here: " + why,
                    assertThrows(SettingException.class, () -> settings("cuda", null))
                        .getMessage()));
  }

  @Test
  void itIsNotAgreedOn() {
    assertTrue(settings("java", null).announced().keySet().stream().noneMatch("backend"::equals));
  }
}
