package org.ringbench.natives;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ringbench.committed.CommittedFiles;

/**
 * How the shared library comes from {@code src/main/cpp}: every file with the instructions that it
 * may use, and nothing in the result that tells where or when it was built.
 */
final class LibraryBuild {
  static final Path SOURCES = Path.of("src", "main", "cpp");
  static final Path RESOURCES =
      Path.of("src", "main", "resources", "org", "ringbench", "natives", "linux-x86_64");
  static final String REGENERATE = "mvn -Pregen-native -pl native-kernels -am process-test-classes";

  /** The compiler of the committed library: another one gives other bytes. */
  static final String COMPILER = "12.2.0";

  /** All, but for undefined registers in the compiler's own headers. */
  private static final List<String> WARNINGS =
      List.of("-Wall", "-Wextra", "-Werror", "-Wno-uninitialized", "-Wno-maybe-uninitialized");

  private static final List<String> COMPILE =
      List.of(
          "-std=c++17",
          "-O3",
          "-fPIC",
          "-fvisibility=hidden",
          "-fno-exceptions",
          "-fno-rtti",
          "-fno-asynchronous-unwind-tables",
          "-fno-ident");
  private static final List<String> LINK =
      List.of(
          "-shared",
          "-nostartfiles",
          "-nodefaultlibs",
          "-Wl,--build-id=none",
          "-Wl,--strip-all",
          "-Wl,--no-undefined",
          "-Wl,-z,noexecstack,-z,relro,-z,now",
          "-Wl,--hash-style=gnu");

  private static final List<String> AVX512 =
      List.of("-mavx512f", "-mavx512dq", "-mavx512bw", "-mavx512vl");

  /** What each file may use beside the oldest x86-64: {@code cpu.cpp} runs everywhere. */
  private static final Map<String, List<String>> INSTRUCTIONS =
      new TreeMap<>(
          Map.of(
              "aes.cpp", with("-maes", "-mvaes"),
              "cpu.cpp", List.of(),
              "matmul_tiles.cpp", with("-mavx512vbmi", "-mamx-tile", "-mamx-int8"),
              "matmul_words.cpp", with()));

  private LibraryBuild() {}

  private static List<String> with(String... more) {
    return Stream.concat(AVX512.stream(), Stream.of(more)).toList();
  }

  /** The C++ files, by name. */
  static List<String> units() {
    return List.copyOf(INSTRUCTIONS.keySet());
  }

  static List<String> instructions(String unit) {
    return INSTRUCTIONS.get(unit);
  }

  /** Whether a program is on the path. */
  static boolean installed(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** The installed g++'s version, such as {@code 12.2.0}. */
  static String compiler() throws IOException, InterruptedException {
    return run(Path.of("."), List.of("g++", "-dumpfullversion")).strip();
  }

  /** SHA-256 over the names and texts of all sources and over the flags. */
  static String sourcesHash() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    List<String> parts = new ArrayList<>();
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.sorted().toList()) {
        parts.add(file.getFileName().toString());
        parts.add(Files.readString(file).replace("\r\n", "\n"));
      }
    }
    parts.add(COMPILE + " " + LINK + " " + INSTRUCTIONS);
    for (String part : parts) {
      all.writeBytes(part.getBytes(StandardCharsets.UTF_8));
      all.write(0);
    }
    return CommittedFiles.sha256(all.toByteArray());
  }

  /** Builds from a copy of the sources in {@code folder}. */
  static byte[] build(Path folder) throws IOException, InterruptedException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    List<String> link = new ArrayList<>(List.of("g++"));
    link.addAll(LINK);
    link.addAll(List.of("-o", LibraryResources.FILE));
    for (String unit : units()) {
      List<String> compile = new ArrayList<>(List.of("g++", "-c", unit, "-o", unit + ".o"));
      compile.addAll(COMPILE);
      compile.addAll(WARNINGS);
      compile.addAll(INSTRUCTIONS.get(unit));
      compile.add("-ffile-prefix-map=" + folder.toAbsolutePath() + "=.");
      run(folder, compile);
      link.add(unit + ".o");
    }
    link.addAll(List.of("-lc", "-lgcc"));
    run(folder, link);
    return Files.readAllBytes(folder.resolve(LibraryResources.FILE));
  }

  /**
   * Builds the library's own tests, over emulated tiles; the program. Its main function runs on any
   * CPU, and skips where the kernels do not.
   */
  static Path buildTests(Path tests, Path folder, List<String> mode)
      throws IOException, InterruptedException {
    List<String> common = new ArrayList<>(List.of("g++", "-std=c++17"));
    common.addAll(List.of("-DRINGBENCH_EMULATED_TILES", "-I" + tests));
    common.add("-I" + SOURCES.toAbsolutePath());
    common.addAll(mode);
    common.addAll(WARNINGS);
    List<String> link = new ArrayList<>(common);
    link.addAll(List.of("-o", "kernels_test", tests.resolve("kernels_test.cpp").toString()));
    for (String unit : units()) {
      List<String> compile = new ArrayList<>(common);
      compile.addAll(List.of("-c", SOURCES.toAbsolutePath().resolve(unit).toString()));
      compile.addAll(List.of("-o", unit + ".o"));
      compile.addAll(INSTRUCTIONS.get(unit));
      run(folder, compile);
      link.add(unit + ".o");
    }
    run(folder, link);
    return folder.resolve("kernels_test");
  }

  /** Runs a program; its output. */
  static String run(Path folder, List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + ":\n" + output);
    }
    return output;
  }
}
