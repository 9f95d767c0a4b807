package org.ringbench.bench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which version of the working tree is measured. */
public final class Commit {
  /** Ends the name of a commit whose working tree had changes. */
  public static final String CHANGED = "+changes";

  private static final int SHORT = 12;

  private Commit() {}

  /** The commit checked out in a folder, with {@code +changes} if it has any; or unknown. */
  public static String of(Path folder) {
    Optional<String> head = git(folder, "rev-parse", "--short=" + SHORT, "HEAD");
    if (head.isEmpty()) {
      return "unknown"; // no git, no repository or no commit yet
    }
    // A tree that cannot be looked at is not said to be clean.
    boolean changed = git(folder, "status", "--porcelain").map(s -> !s.isEmpty()).orElse(true);
    return head.get() + (changed ? CHANGED : "");
  }

  private static Optional<String> git(Path folder, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    try {
      Process git =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor() == 0 ? Optional.of(out) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
