package org.ringbench.cuda.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.ringbench.cuda.PtxUnderTest;
import org.ringbench.ptx.PtxKernel;
import org.ringbench.ptx.PtxModule;
import org.ringbench.ptx.PtxSyntaxException;

/**
 * Changes the committed PTX in hundreds of places, one at a time, and counts how many of the
 * changes some test notices. Arguments: the file that the report goes to, the seed of the sample
 * and the least share of killed mutants, in percent. Ends with status 1 below that.
 */
public final class MutationRun {
  /** Mutants of each module, shared out evenly among the operators that it has instructions for. */
  private static final Map<String, Integer> SAMPLE =
      new TreeMap<>(
          Map.of(
              "aes", 60,
              "elementwise", 80,
              "matmul_digits", 80,
              "matmul_words", 80,
              "planes", 80,
              "plain_float", 40));

  private static final int CONFORMANCE_TESTS = 25;

  private final KillingSuite suite = new KillingSuite(CONFORMANCE_TESTS);
  private final Random random;
  private final List<Result> results = new ArrayList<>();
  private int stillborn;

  private record Result(Mutant mutant, Optional<String> killer) {}

  private MutationRun(long seed) {
    random = new Random(seed);
  }

  /** See the class. */
  public static void main(String[] args) throws IOException {
    MutationRun run = new MutationRun(Long.parseLong(args[1]));
    for (PtxModule module : PtxUnderTest.committed()) {
      run.sample(module);
    }
    String report = run.report();
    System.out.println(report);
    Files.writeString(Path.of(args[0]), report);
    long killed = run.results.stream().filter(r -> r.killer.isPresent()).count();
    // The launcher's and the drivers' threads do not hold the process.
    System.exit(100 * killed >= Long.parseLong(args[2]) * run.results.size() ? 0 : 1);
  }

  /** Mutants by turns of all operators, each of an instruction at random. */
  private void sample(PtxModule module) {
    String text = PtxUnderTest.text(module.name());
    Map<Operator, List<Mutant>> pools = new EnumMap<>(Operator.class);
    List<String> lines = text.lines().toList();
    String kernel = "";
    for (int line = 1; line <= lines.size(); line++) {
      String before = lines.get(line - 1).strip();
      for (PtxKernel candidate : module.kernels()) {
        if (before.contains(".entry " + candidate.name() + "(")) {
          kernel = candidate.name();
        }
      }
      if (suite.executes(module.name(), line)) {
        for (Operator operator : Operator.values()) {
          for (String after : operator.mutations(before)) {
            pools
                .computeIfAbsent(operator, _ -> new ArrayList<>())
                .add(new Mutant(module.name(), kernel, line, operator, before, after));
          }
        }
      }
    }
    pools.values().forEach(pool -> Collections.shuffle(pool, random));
    int left = SAMPLE.get(module.name());
    while (left > 0 && pools.values().stream().anyMatch(pool -> !pool.isEmpty())) {
      for (List<Mutant> pool : pools.values()) {
        if (left > 0 && run(pool, text)) {
          left--;
        }
      }
    }
  }

  /** Runs the next mutant that can be parsed; false if there is none. */
  private boolean run(List<Mutant> pool, String text) {
    while (!pool.isEmpty()) {
      Mutant mutant = pool.removeLast();
      try {
        long start = System.nanoTime();
        Result result = new Result(mutant, suite.killer(mutant, mutant.apply(text)));
        results.add(result);
        System.out.printf(
            "%d %.1f s %s: %s%n",
            results.size(),
            (System.nanoTime() - start) / 1e9,
            mutant,
            result
                .killer
                .map(k -> "killed by " + k.lines().findFirst().orElse(""))
                .orElse("SURVIVED"));
        return true;
      } catch (PtxSyntaxException e) {
        stillborn++;
      }
    }
    return false;
  }

  private String report() {
    StringBuilder text = new StringBuilder();
    Map<String, int[]> byModule = new TreeMap<>();
    Map<String, int[]> byOperator = new TreeMap<>();
    int[] all = new int[2];
    for (Result result : results) {
      count(byModule.computeIfAbsent(result.mutant.module(), _ -> new int[2]), result);
      count(byOperator.computeIfAbsent(result.mutant.operator().id(), _ -> new int[2]), result);
      count(all, result);
    }
    text.append(
        "%d mutants, %d killed (%.1f%%), %d stillborn ones replaced; %d tests%n%n"
            .formatted(all[0], all[1], 100.0 * all[1] / all[0], stillborn, suite.size()));
    table(text, "Module", byModule);
    table(text, "Operator", byOperator);
    for (Result result : results) {
      if (result.killer.isEmpty()) {
        Mutant m = result.mutant;
        text.append(
            "| %s:%d | %s | %s | `%s` | %s |%n"
                .formatted(
                    m.module(),
                    m.line(),
                    m.kernel(),
                    m.operator().id(),
                    m.before().replaceAll("\\s+", " "),
                    m.after().isEmpty() ? "dropped" : "`" + m.after() + "`"));
      }
    }
    return text.toString();
  }

  private static void count(int[] counts, Result result) {
    counts[0]++;
    counts[1] += result.killer.isPresent() ? 1 : 0;
  }

  private static void table(StringBuilder text, String what, Map<String, int[]> rows) {
    text.append("| %s | Mutants | Killed |%n|---|---:|---:|%n".formatted(what));
    rows.forEach((key, n) -> text.append("| %s | %d | %d |%n".formatted(key, n[0], n[1])));
    text.append('\n');
  }
}
