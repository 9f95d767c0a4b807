package org.ringbench.cuda.jcuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.emulator.ChildJvm;

/** JCuda loads its own library, and not what somebody left at its place. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class JCudaNativesTest {
  private static final String PLANTED = "libJCudaRuntime-12.6.0-linux-x86_64.so";

  @TempDir private Path shared;
  @TempDir private Path output;

  private ChildJvm.Result load(String how) throws IOException, InterruptedException {
    return ChildJvm.run(
        output, List.of("-Djava.io.tmpdir=" + shared), NativesMain.class, List.of(how));
  }

  @Test
  void doesNotLoadAPlantedLibrary() throws IOException, InterruptedException {
    Path planted = Files.writeString(shared.resolve(PLANTED), "not JCuda's library");
    ChildJvm.Result plain = load("plain");
    assertTrue(
        plain.lines().stream().anyMatch(line -> line.startsWith("refused by the linker")),
        plain.text());
    ChildJvm.Result careful = load("private");
    assertTrue(careful.lines().contains("loaded"), careful.text());
    assertTrue(careful.lines().contains("same"), careful.text());
    assertEquals("not JCuda's library", Files.readString(planted));
  }

  @Test
  void leavesNothingBehind() throws IOException, InterruptedException {
    assertTrue(load("private").lines().contains("loaded"));
    try (Stream<Path> files = Files.list(shared)) {
      assertEquals(List.of(), files.filter(f -> f.toString().contains("jcuda")).toList());
    }
  }

  @Test
  void saysWhereItCouldNotMakeADirectory() throws IOException, InterruptedException {
    Path missing = shared.resolve("missing");
    ChildJvm.Result result =
        ChildJvm.run(
            output, List.of("-Djava.io.tmpdir=" + missing), NativesMain.class, List.of("private"));
    assertTrue(result.text().contains("no directory could be made in " + missing), result.text());
  }

  @Test
  void namesAClassThatIsMissing() {
    LinkageError error =
        assertThrows(LinkageError.class, () -> JCudaNatives.initialise("jcuda.Nothing"));
    assertEquals("jcuda.Nothing is not on the class path", error.getMessage());
  }
}
