package org.ringbench.bench.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts all cases of a version in one JVM: seconds for a tier. A case that ends the JVM fails, and
 * the others go on in another.
 */
final class QuickCounter implements CaseCounter {
  /** Far beyond the largest tier. */
  private static final Duration LIMIT = Duration.ofMinutes(15);

  private final String classPath;
  private final List<String> flags;
  private final Path folder;

  /**
   * A counter.
   *
   * @param classPath of the version: a jar with a {@link CountProgram}
   * @param flags of the JVM beside those that all benchmarks need
   * @param folder for files and logs; it exists
   */
  QuickCounter(String classPath, List<String> flags, Path folder) {
    this.classPath = classPath;
    this.flags = List.copyOf(flags);
    this.folder = folder;
  }

  @Override
  public List<Counted> count(List<Case> cases) {
    List<Counted> counted = new ArrayList<>();
    while (counted.size() < cases.size()) {
      List<Case> left = cases.subList(counted.size(), cases.size());
      try {
        Path out = folder.resolve("counted.jsonl");
        Files.deleteIfExists(out);
        String end = run(left, out);
        List<Counted> now = Files.exists(out) ? CountFile.counted(out) : List.of();
        counted.addAll(now);
        if (now.size() < left.size()) {
          counted.add(Counted.failed(left.get(now.size()).id(), end));
        }
      } catch (IOException e) {
        String failure = "the JVM that counts cannot be run: " + e.getMessage();
        left.forEach(what -> counted.add(Counted.failed(what.id(), failure)));
      }
    }
    return counted;
  }

  /** How the JVM ended. */
  private String run(List<Case> cases, Path out) throws IOException {
    Path in = folder.resolve("cases.jsonl");
    Path log = folder.resolve("count.log");
    CountFile.write(cases, in);
    List<String> command = ChildJvm.command(flags, classPath, CountProgram.class.getName());
    command.addAll(List.of(in.toString(), out.toString()));
    try {
      int status = ChildJvm.run("the JVM that counts", command, log, LIMIT);
      return "the JVM that counts ended with status %d: %s".formatted(status, ChildJvm.reason(log));
    } catch (ForkFailedException e) {
      return e.getMessage();
    }
  }
}
