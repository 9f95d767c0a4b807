package org.ringbench.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringbench.cuda.PtxAssembler.Use;

/** JCuda's natives, and with them the assembler, are here for Linux on x86-64 only. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class PtxAssemblyTest {
  @ParameterizedTest
  @ValueSource(strings = {"sm_80", "sm_86", "sm_89", "sm_90"})
  void assemblesWithoutSpills(String architecture) throws IOException, InterruptedException {
    Map<String, Map<String, Use>> uses = ResourceTable.uses(architecture).orElseThrow();
    requireNoLocalMemory(uses);
    if (ResourceTable.BUNDLED.contains(architecture)) {
      requireTable(architecture, uses);
    }
  }

  @Test
  void assemblesForNewerGpusWhereThereIsAnAssembler() throws IOException, InterruptedException {
    Optional<Map<String, Map<String, Use>>> uses = ResourceTable.uses(ResourceTable.NEWER);
    assumeTrue(uses.isPresent(), "no ptxas on the path that knows " + ResourceTable.NEWER);
    requireNoLocalMemory(uses.get());
    if (PtxAssembler.run(List.of("ptxas", "--version"), 0).contains("release 13.0,")) {
      requireTable(ResourceTable.NEWER, uses.get());
    }
  }

  @Test
  void readsSpillsFromTheLog() {
    String log =
        """
        ptxas info    : Compiling entry function 'a' for 'sm_80'
        ptxas info    : Function properties for a
            16 bytes stack frame, 8 bytes spill stores, 4 bytes spill loads
        ptxas info    : Used 42 registers, used 1 barriers, 512 bytes smem, 392 bytes cmem[0]
        """;
    assertEquals(Map.of("a", new Use(42, 16, 12, 512)), PtxAssembler.uses(log));
  }

  private static void requireNoLocalMemory(Map<String, Map<String, Use>> modules) {
    assertEquals(PtxResources.names(), List.copyOf(modules.keySet()));
    modules.forEach(
        (module, kernels) -> {
          assertTrue(!kernels.isEmpty(), module + " has no kernel");
          kernels.forEach(
              (kernel, use) -> {
                assertEquals(0, use.spills(), kernel + " spills");
                assertEquals(0, use.stack(), kernel + " uses local memory");
              });
        });
  }

  private static void requireTable(String architecture, Map<String, Map<String, Use>> modules)
      throws IOException {
    List<String> expected =
        modules.entrySet().stream()
            .flatMap(
                module ->
                    module.getValue().entrySet().stream()
                        .map(
                            kernel ->
                                ResourceTable.row(
                                    module.getKey(),
                                    kernel.getKey(),
                                    architecture,
                                    kernel.getValue())))
            .toList();
    List<String> committed =
        Files.readAllLines(ResourceTable.FILE).stream()
            .filter(line -> line.contains("| " + architecture + " |"))
            .toList();
    assertEquals(
        expected,
        committed,
        ResourceTable.FILE + " is out of date; run: " + KernelSources.REGENERATE);
  }
}
