package org.ringbench.cuda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ringbench.committed.CommittedFiles;
import org.ringbench.cuda.PtxAssembler.Use;

/**
 * Compiles every CUDA source to PTX.
 *
 * <p>{@code nvcc} writes the committed PTX, its hashes and the table of resources; {@code nvrtc}
 * writes only PTX, into a folder under {@code target}, and shows that it assembles and has the same
 * kernels: its PTX may differ in the text.
 */
final class RegenerateKernels {
  private static final Path NVRTC_FOLDER = Path.of("target", "nvrtc-ptx");
  private static final List<String> NVCC =
      List.of("nvcc", "-ptx", "-arch=compute_80", "-O3", "-std=c++17");

  private RegenerateKernels() {}

  /** Arguments: {@code nvcc} or {@code nvrtc}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    String compiler = arguments.length == 1 ? arguments[0] : "";
    switch (compiler) {
      case "nvcc" -> nvcc();
      case "nvrtc" -> nvrtc();
      default ->
          throw new IllegalArgumentException(
              "-Dregen.compiler=" + compiler + ": expected nvcc or nvrtc");
    }
  }

  private static void nvcc() throws IOException, InterruptedException {
    if (PtxAssembler.onPath("nvcc").isEmpty()) {
      throw new IllegalStateException(
          "no nvcc on the path: install the CUDA toolkit 13.0, or check the sources with NVRTC by"
              + " -Pregen-kernels,regen-kernels-nvrtc");
    }
    Files.createDirectories(KernelSources.PTX);
    StringBuilder hashes = new StringBuilder();
    for (String name : KernelSources.names()) {
      Path out = Files.createTempFile(name, ".ptx");
      List<String> command = new ArrayList<>(NVCC);
      command.addAll(List.of(KernelSources.FOLDER.resolve(name + ".cu").toString(), "-o"));
      command.add(out.toString());
      String log = PtxAssembler.run(command, 0);
      if (!log.isBlank()) {
        throw new IllegalStateException("nvcc warns of " + name + ".cu:\n" + log);
      }
      String ptx = KernelSources.normalised(Files.readString(out));
      Files.delete(out);
      Files.writeString(KernelSources.PTX.resolve(name + ".ptx"), ptx);
      hashes.append(name).append(".ptx=");
      hashes.append(CommittedFiles.sha256(ptx.getBytes(StandardCharsets.UTF_8))).append('\n');
      hashes.append(name).append(".sources=").append(KernelSources.hash(name)).append('\n');
      System.out.println(name + ".ptx: " + ptx.lines().count() + " lines");
    }
    Files.writeString(KernelSources.PTX.resolve(PtxResources.HASHES), hashes);
    writeTable();
  }

  private static void writeTable() throws IOException, InterruptedException {
    Map<String, Map<String, Map<String, Use>>> table = new LinkedHashMap<>();
    for (String architecture : ResourceTable.BUNDLED) {
      table.put(architecture, assembled(KernelSources.PTX, architecture));
    }
    Path ptxas =
        PtxAssembler.installed(ResourceTable.NEWER)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "no ptxas on the path that knows " + ResourceTable.NEWER));
    Map<String, Map<String, Use>> newer = new LinkedHashMap<>();
    for (String name : KernelSources.names()) {
      newer.put(
          name,
          PtxAssembler.assemble(
              ptxas, KernelSources.PTX.resolve(name + ".ptx"), ResourceTable.NEWER));
    }
    table.put(ResourceTable.NEWER, newer);
    Files.writeString(ResourceTable.FILE, ResourceTable.render(table));
    System.out.println(ResourceTable.FILE + " written");
  }

  private static Map<String, Map<String, Use>> assembled(Path folder, String architecture)
      throws IOException {
    Map<String, Map<String, Use>> uses = new LinkedHashMap<>();
    for (String name : KernelSources.names()) {
      byte[] ptx =
          (Files.readString(folder.resolve(name + ".ptx")) + "\0").getBytes(StandardCharsets.UTF_8);
      uses.put(name, PtxAssembler.assemble(name, ptx, architecture));
    }
    return uses;
  }

  private static void nvrtc() throws IOException, InterruptedException {
    Files.createDirectories(NVRTC_FOLDER);
    try (NvrtcCompiler compiler = new NvrtcCompiler()) {
      for (String name : KernelSources.names()) {
        String ptx = KernelSources.normalised(compiler.compile(name, KernelSources.texts(name)));
        Files.writeString(NVRTC_FOLDER.resolve(name + ".ptx"), ptx);
        String committed = Files.readString(KernelSources.PTX.resolve(name + ".ptx"));
        System.out.println(
            name + ".ptx: " + (ptx.equals(committed) ? "equals nvcc's" : "differs from nvcc's"));
      }
    }
    for (String architecture : List.of("sm_80", "sm_86", "sm_89", "sm_90")) {
      Map<String, Map<String, Use>> nvrtc = assembled(NVRTC_FOLDER, architecture);
      Map<String, Map<String, Use>> nvcc = assembled(KernelSources.PTX, architecture);
      nvcc.forEach(
          (name, kernels) -> {
            if (!kernels.keySet().equals(nvrtc.get(name).keySet())) {
              throw new IllegalStateException(
                  name
                      + ".ptx of NVRTC has the kernels "
                      + nvrtc.get(name).keySet()
                      + ", that of nvcc "
                      + kernels.keySet());
            }
          });
      System.out.println("assembled for " + architecture);
    }
  }
}
