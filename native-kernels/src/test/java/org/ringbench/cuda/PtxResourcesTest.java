package org.ringbench.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringbench.committed.CommittedFiles;

class PtxResourcesTest {
  static List<String> modules() {
    return PtxResources.names();
  }

  @Test
  void hasAModuleForEverySource() throws IOException {
    assertEquals(KernelSources.names(), PtxResources.names());
  }

  @ParameterizedTest
  @MethodSource("modules")
  void comesFromTheSources(String name) throws IOException {
    assertEquals(
        KernelSources.hash(name),
        PtxResources.sourcesHash(name),
        () ->
            "%s.ptx was generated from other sources than those in %s; run: %s"
                .formatted(name, KernelSources.FOLDER, KernelSources.REGENERATE));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void isWhatOldDriversLoad(String name) {
    byte[] ptx = PtxResources.load(name);
    assertEquals(0, ptx[ptx.length - 1]);
    String text = new String(ptx, 0, ptx.length - 1, StandardCharsets.UTF_8);
    assertTrue(text.startsWith(".version 8.0\n.target sm_80\n"), name);
    assertEquals(KernelSources.normalised(text), text);
  }

  @Test
  void refusesEditedPtx() {
    byte[] ptx = ".version 8.0\n".getBytes(StandardCharsets.UTF_8);
    PtxResources.requireHash("some", ptx, CommittedFiles.sha256(ptx));
    ptx[0]++;
    IllegalStateException refusal =
        assertThrows(
            IllegalStateException.class,
            () -> PtxResources.requireHash("some", ptx, CommittedFiles.sha256(new byte[1])));
    assertTrue(refusal.getMessage().contains("some.ptx"), refusal.getMessage());
  }

  @Test
  void refusesAModuleThatIsMissing() {
    IllegalStateException refusal =
        assertThrows(IllegalStateException.class, () -> PtxResources.load("none"));
    assertTrue(refusal.getMessage().contains("none.ptx"), refusal.getMessage());
  }
}
