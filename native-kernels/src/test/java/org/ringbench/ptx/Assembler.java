package org.ringbench.ptx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** NVIDIA's assembler, where it is installed: it says whether a test's text is PTX at all. */
final class Assembler {
  private Assembler() {}

  /** Assembles a module for sm_80; the test is skipped, with a reason, where there is no ptxas. */
  static void assemble(String ptx) throws IOException, InterruptedException {
    String path = System.getenv().getOrDefault("PATH", "");
    File ptxas =
        Arrays.stream(path.split(File.pathSeparator))
            .map(folder -> new File(folder, "ptxas"))
            .filter(File::canExecute)
            .findFirst()
            .orElse(null);
    assumeTrue(ptxas != null, "no ptxas in the PATH: the texts are not checked against it");
    Path source = Files.createTempFile("ringbench", ".ptx");
    Path binary = Files.createTempFile("ringbench", ".cubin");
    try {
      Files.writeString(source, ptx);
      Process process =
          new ProcessBuilder(
                  ptxas.getPath(), "-O0", "-arch=sm_80", "-o", binary.toString(), source.toString())
              .redirectErrorStream(true)
              .start();
      String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), log);
    } finally {
      Files.delete(source);
      Files.delete(binary);
    }
  }
}
