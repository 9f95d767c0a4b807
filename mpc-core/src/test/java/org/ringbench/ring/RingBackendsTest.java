package org.ringbench.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RingBackendsTest {
  private static final RingBackendProvider JAVA = runs("java");
  private static final RingBackendProvider NATIVE = runs("native");
  private static final RingBackendProvider NO_NATIVE = lacks("native", "this CPU has no AVX-512");
  private static final RingBackendProvider CUDA = runs("cuda");
  private static final RingBackendProvider NO_CUDA = lacks("cuda", "no NVIDIA driver");

  @AfterEach
  void restore() {
    System.clearProperty(RingBackends.PROPERTY);
  }

  private static UsualBackend choose(RingBackendProvider... providers) {
    return UsualBackend.choose(Optional.empty(), List.of(providers));
  }

  private static UsualBackend choose(String named, RingBackendProvider... providers) {
    return UsualBackend.choose(Optional.of(named), List.of(providers));
  }

  @Test
  void nativeIsUsualWhereItRuns() {
    assertEquals("native", choose(JAVA, NATIVE).id(), "in any order of registration");
    assertEquals("native", choose(NATIVE, JAVA).id());
    assertEquals("native: the first choice", choose(JAVA, CUDA, NATIVE).toString());
  }

  @Test
  void javaIsUsualElsewhereAndTheReasonIsSaid() {
    assertEquals(
        "java: native cannot run here: this CPU has no AVX-512",
        choose(JAVA, NO_NATIVE).toString());
    assertEquals("java: native is not on the class path", choose(JAVA).toString());
  }

  @Test
  void aGpuIsNeverUsual() {
    assertEquals("java", choose(CUDA, NO_NATIVE, JAVA).id());
  }

  @Test
  void whereNothingRunsNothingIsChosen() {
    Exception e = assertThrows(IllegalStateException.class, () -> choose(NO_NATIVE));
    assertTrue(e.getMessage().endsWith("java is not on the class path"), e.getMessage());
  }

  /** What the user names stays, and is refused later: never another one in its place. */
  @Test
  void thePropertyWinsEvenIfItsBackendCannotRun() {
    assertEquals("java: named by -Dringbench.backend", choose("java", JAVA, NATIVE).toString());
    assertEquals("cuda", choose("cuda", JAVA, NATIVE, NO_CUDA).id());
    assertEquals("abacus", choose("abacus", JAVA).id());
  }

  @Test
  void whatCannotRunIsRefusedByName() {
    List<RingBackendProvider> all = List.of(JAVA, NO_NATIVE);
    Exception unavailable =
        assertThrows(IllegalArgumentException.class, () -> RingBackends.among(all, "native"));
    assertEquals(
        "backend \"native\" cannot run here: this CPU has no AVX-512", unavailable.getMessage());
    Exception unknown =
        assertThrows(IllegalArgumentException.class, () -> RingBackends.among(all, "abacus"));
    assertEquals("backend \"abacus\" is unknown: expected java or native", unknown.getMessage());
    assertEquals("java", RingBackends.among(all, "java").id());
  }

  @Test
  void usualStandsForTheBackendOfThisMachine() {
    assertEquals("java", RingBackends.usual().id(), "this module has no other");
    assertEquals("java", RingBackends.resolve(RingBackends.USUAL));
    assertEquals("java", RingBackends.provider(RingBackends.USUAL).id());
    assertEquals("abacus", RingBackends.resolve("abacus"));
    System.setProperty(RingBackends.PROPERTY, "abacus");
    assertEquals("abacus", RingBackends.resolve(RingBackends.USUAL));
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> RingBackends.provider(RingBackends.USUAL));
    assertEquals("backend \"abacus\" is unknown: expected java", e.getMessage());
  }

  @Test
  void findsAProviderThatNeedNotRun() {
    assertTrue(RingBackends.find("java").isPresent());
    assertFalse(RingBackends.find("abacus").isPresent());
  }

  private static RingBackendProvider runs(String id) {
    return new Fake(id, Optional.empty());
  }

  private static RingBackendProvider lacks(String id, String what) {
    return new Fake(id, Optional.of(what));
  }

  private record Fake(String id, Optional<String> unavailable) implements RingBackendProvider {
    @Override
    public String device() {
      return "a fake";
    }

    @Override
    public RingBackend create() {
      throw new AssertionError("chosen, not run");
    }
  }
}
