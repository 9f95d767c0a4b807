package org.ringbench.natives;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds the library's own tests, {@code src/test/cpp}, with the tile kernel over emulated tiles,
 * and runs them: plainly or, with {@code -Pnative-sanitizers}, under ASan and UBSan, and then a
 * missing g++ is a failure.
 */
class LibraryOwnTest {
  private static final Path TESTS = Path.of("src", "test", "cpp");
  private static final int SKIPPED = 77;

  @TempDir Path folder;

  @Test
  void passes() throws IOException, InterruptedException {
    boolean sanitizers = Boolean.getBoolean("ringbench.native.sanitizers");
    if (!sanitizers) {
      assumeTrue(LibraryBuild.installed("g++"), "no g++ on the path");
    }
    List<String> mode =
        sanitizers
            ? List.of("-O1", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all")
            : List.of("-O2");
    Path program = LibraryBuild.buildTests(TESTS.toAbsolutePath(), folder, mode);
    Process process = new ProcessBuilder(program.toString()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (status == SKIPPED) {
      abort(output);
    }
    List<String> lines = new ArrayList<>(output.lines().toList());
    assertTrue(status == 0 && lines.contains("0 failures"), output);
  }
}
