import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Runs google-java-format over every Java source under a folder, outside {@code target} and hidden
 * folders.
 *
 * <p>Arguments: {@code check} (list the files that differ and fail) or {@code apply} (rewrite
 * them), and the folder.
 */
class Format {

  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 2 || !List.of("check", "apply").contains(arguments[0])) {
      System.err.println("usage: Format check|apply FOLDER (with Maven: -Dformat=check|apply)");
      System.exit(2);
    }
    boolean apply = arguments[0].equals("apply");
    List<String> sources = sources(Path.of(arguments[1]));
    if (sources.isEmpty()) {
      return;
    }
    List<String> call =
        new ArrayList<>(
            apply ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    call.addAll(sources);
    PrintWriter out = new PrintWriter(System.out, true);
    PrintWriter err = new PrintWriter(System.err, true);
    int status = new Main(out, err, System.in).format(call.toArray(String[]::new));
    out.flush();
    err.flush();
    if (status != 0 && !apply) {
      System.err.println(
          "The files above are not formatted; run: ./mvnw process-sources -Dformat=apply");
    }
    System.exit(status);
  }

  private static List<String> sources(Path root) throws IOException {
    List<String> sources = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean skip = !folder.equals(root) && (name.equals("target") || name.startsWith("."));
            return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              sources.add(file.toString());
            }
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(sources);
    return sources;
  }
}
