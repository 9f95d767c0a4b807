package org.ringbench.cuda;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ringbench.committed.CommittedFiles;

/** The CUDA sources of this module, as the build and the tests find them from its own folder. */
final class KernelSources {
  static final Path FOLDER = Path.of("src", "main", "cuda");
  static final Path PTX = Path.of("src", "main", "resources", "org", "ringbench", "cuda", "ptx");
  static final String REGENERATE =
      "mvn -Pregen-kernels -pl native-kernels -am process-test-classes";

  private static final Pattern INCLUDE = Pattern.compile("(?m)^\\s*#\\s*include\\s*\"([^\"]+)\"");

  private KernelSources() {}

  /** The names of all .cu files, without the ending. */
  static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".cu"))
          .map(file -> file.substring(0, file.length() - ".cu".length()))
          .sorted()
          .toList();
    }
  }

  /** A .cu file and all that it includes from its folder, directly or not, by name. */
  static Map<String, String> texts(String name) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    List<String> open = new ArrayList<>(List.of(name + ".cu"));
    while (!open.isEmpty()) {
      String file = open.removeLast();
      if (texts.containsKey(file)) {
        continue;
      }
      String text = Files.readString(FOLDER.resolve(file));
      texts.put(file, text);
      for (Matcher include = INCLUDE.matcher(text); include.find(); ) {
        open.add(include.group(1));
      }
    }
    return texts;
  }

  /** SHA-256 over the names and texts that a PTX file comes from. */
  static String hash(String name) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Map.Entry<String, String> text : texts(name).entrySet()) {
      for (String part : List.of(text.getKey(), text.getValue().replace("\r\n", "\n"))) {
        all.writeBytes(part.getBytes(StandardCharsets.UTF_8));
        all.write(0);
      }
    }
    return CommittedFiles.sha256(all.toByteArray());
  }

  /**
   * A compiler's PTX as it is committed: for drivers from CUDA 12.0 on (PTX 8.0), without the
   * compiler's comments.
   *
   * <p>{@code used_bytes_mask} is dropped: PTX 8.3 knows it, and all it says is which bytes of a
   * vector load nobody looks at.
   */
  static String normalised(String ptx) {
    StringBuilder out = new StringBuilder();
    for (String line : ptx.replace("\0", "").split("\n", -1)) {
      int comment = line.indexOf("//");
      String code = (comment < 0 ? line : line.substring(0, comment)).stripTrailing();
      if (code.startsWith(".version")) {
        code = ".version 8.0";
      }
      if (!code.isEmpty() && !code.contains("used_bytes_mask")) {
        out.append(code).append('\n');
      }
    }
    return out.toString();
  }
}
