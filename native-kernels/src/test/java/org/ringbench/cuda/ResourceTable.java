package org.ringbench.cuda;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ringbench.cuda.PtxAssembler.Use;

/** What the kernels take of a multiprocessor: a row a kernel and architecture. */
final class ResourceTable {
  static final Path FILE = KernelSources.FOLDER.resolve("RESOURCES.md");

  /** Architectures of the table that JCuda's assembler knows, and one that it does not. */
  static final List<String> BUNDLED = List.of("sm_80", "sm_90");

  static final String NEWER = "sm_100";

  private static final String HEADER =
      """
      # What the kernels take of a multiprocessor

      Written by `%s` from the assembler's log
      (sm_80 and sm_90: the one in JCuda 12.6; sm_100: `ptxas` 13.0); a test compares. Registers of a
      thread, bytes of local memory (stack, spills) of a thread, bytes of static shared memory of a block.

      | module | kernel | architecture | registers | stack | spills | shared |
      |---|---|---|---:|---:|---:|---:|
      """
          .formatted(KernelSources.REGENERATE);

  private ResourceTable() {}

  /** A row, for the committed table. */
  static String row(String module, String kernel, String architecture, Use use) {
    return "| %s | `%s` | %s | %d | %d | %d | %d |"
        .formatted(
            module, kernel, architecture, use.registers(), use.stack(), use.spills(), use.shared());
  }

  /** All kernels' uses for an architecture, by module; empty where no assembler here knows it. */
  static Optional<Map<String, Map<String, Use>>> uses(String architecture)
      throws IOException, InterruptedException {
    Optional<Path> ptxas = PtxAssembler.installed(architecture);
    if (architecture.equals(NEWER) && ptxas.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Map<String, Use>> uses = new TreeMap<>();
    for (String name : PtxResources.names()) {
      uses.put(
          name,
          architecture.equals(NEWER)
              ? PtxAssembler.assemble(
                  ptxas.orElseThrow(), KernelSources.PTX.resolve(name + ".ptx"), architecture)
              : PtxAssembler.assemble(name, PtxResources.load(name), architecture));
    }
    return Optional.of(uses);
  }

  /** The whole table. */
  static String render(Map<String, Map<String, Map<String, Use>>> byArchitecture) {
    StringBuilder out = new StringBuilder(HEADER);
    Map<String, Map<String, Use>> modules = byArchitecture.values().iterator().next();
    modules.forEach(
        (module, kernels) ->
            kernels
                .keySet()
                .forEach(
                    kernel ->
                        byArchitecture.forEach(
                            (architecture, uses) ->
                                out.append(
                                        row(
                                            module,
                                            kernel,
                                            architecture,
                                            uses.get(module).get(kernel)))
                                    .append('\n'))));
    return out.toString();
  }
}
