package org.ringbench.cuda;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jcuda.nvptxcompiler.JNvPTXCompiler;
import jcuda.nvptxcompiler.nvPTXCompileResult;
import jcuda.nvptxcompiler.nvPTXCompilerHandle;

/** Assembles PTX for real GPUs and says what each kernel takes of them. */
final class PtxAssembler {
  private static final Pattern ENTRY =
      Pattern.compile("Compiling entry function '(\\w+)' for '(\\w+)'");
  private static final Pattern STACK =
      Pattern.compile(
          "(\\d+) bytes stack frame, (\\d+) bytes spill stores, (\\d+) bytes spill loads");
  private static final Pattern USED = Pattern.compile("Used (\\d+) registers(.*)");
  private static final Pattern SHARED = Pattern.compile("(\\d+) bytes smem");

  /**
   * What the assembler reports of a kernel.
   *
   * @param stack bytes of local memory of a thread
   * @param spills bytes of spill stores and loads
   * @param shared bytes of static shared memory of a block
   */
  record Use(int registers, int stack, int spills, int shared) {}

  private PtxAssembler() {}

  /** Assembles with the compiler that comes with JCuda's natives; uses by kernel. */
  static Map<String, Use> assemble(String name, byte[] ptx, String architecture) {
    JNvPTXCompiler.setExceptionsEnabled(false);
    nvPTXCompilerHandle handle = new nvPTXCompilerHandle();
    check(JNvPTXCompiler.nvPTXCompilerCreate(handle, ptx.length, ptx), name, "");
    try {
      String[] options = {"--gpu-name=" + architecture, "--verbose", "--warning-as-error"};
      int status = JNvPTXCompiler.nvPTXCompilerCompile(handle, options.length, options);
      long[] size = new long[1];
      JNvPTXCompiler.nvPTXCompilerGetErrorLogSize(handle, size);
      byte[] errors = new byte[(int) size[0] + 1];
      JNvPTXCompiler.nvPTXCompilerGetErrorLog(handle, errors);
      check(status, name + " for " + architecture, text(errors));
      JNvPTXCompiler.nvPTXCompilerGetInfoLogSize(handle, size);
      byte[] log = new byte[(int) size[0] + 1];
      JNvPTXCompiler.nvPTXCompilerGetInfoLog(handle, log);
      return uses(text(log));
    } finally {
      JNvPTXCompiler.nvPTXCompilerDestroy(handle);
    }
  }

  private static void check(int status, String what, String log) {
    if (status != nvPTXCompileResult.NVPTXCOMPILE_SUCCESS) {
      throw new IllegalStateException(
          "assembling %s: %s%n%s".formatted(what, nvPTXCompileResult.stringFor(status), log));
    }
  }

  /** The C string at the start. */
  private static String text(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  /** A program on the path. */
  static Optional<Path> onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The {@code ptxas} of an installed CUDA toolkit that knows the architecture. */
  static Optional<Path> installed(String architecture) throws IOException, InterruptedException {
    Optional<Path> found = onPath("ptxas");
    if (found.isPresent()
        && !run(List.of(found.get().toString(), "--help"), 0).contains(architecture)) {
      return Optional.empty();
    }
    return found;
  }

  /** Assembles with an installed {@code ptxas}. */
  static Map<String, Use> assemble(Path ptxas, Path ptx, String architecture)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(ptxas.toString(), "-v", "-Werror"));
    command.addAll(List.of("-arch=" + architecture, ptx.toString(), "-o", "/dev/null"));
    return uses(run(command, 0));
  }

  /** Runs a program; what it printed. */
  static String run(List<String> command, int expected) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output;
    try (var in = process.getInputStream()) {
      output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    int status = process.waitFor();
    if (status != expected) {
      throw new IllegalStateException(
          "%s ended with status %d:%n%s".formatted(String.join(" ", command), status, output));
    }
    return output;
  }

  /** Reads the log of {@code --verbose}: an entry's properties, then what it uses. */
  static Map<String, Use> uses(String log) {
    Map<String, Use> uses = new TreeMap<>();
    String entry = "";
    int stack = 0;
    int spills = 0;
    for (String line : log.split("\n", -1)) {
      Matcher m = ENTRY.matcher(line);
      if (m.find()) {
        entry = m.group(1);
        stack = 0;
        spills = 0;
      }
      m = STACK.matcher(line);
      if (m.find()) {
        stack = Integer.parseInt(m.group(1));
        spills = Integer.parseInt(m.group(2)) + Integer.parseInt(m.group(3));
      }
      m = USED.matcher(line);
      if (m.find()) {
        Matcher shared = SHARED.matcher(m.group(2));
        int bytes = shared.find() ? Integer.parseInt(shared.group(1)) : 0;
        uses.put(entry, new Use(Integer.parseInt(m.group(1)), stack, spills, bytes));
      }
    }
    return uses;
  }
}
