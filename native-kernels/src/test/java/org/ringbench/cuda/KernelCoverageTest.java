package org.ringbench.cuda;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.ringbench.ptx.Coverage;
import org.ringbench.ptx.PtxModule;

/**
 * What the tests of this JVM executed of the committed PTX. {@code junit-platform.properties}
 * orders the classes so that this one comes last.
 */
@Order(Integer.MAX_VALUE)
class KernelCoverageTest {
  private static final double INSTRUCTIONS = 0.95;
  private static final double BRANCH_WAYS = 0.85;

  private static volatile boolean conformance;

  /** Says that the conformance suite has run on the emulated driver. */
  static void conformanceRan() {
    conformance = true;
  }

  @Test
  void theTestsExecuteTheKernels() {
    assumeTrue(conformance, "the conformance suite did not run in this JVM: no coverage to gate");
    Coverage coverage = Emulation.COVERAGE;
    PtxUnderTest.committed().forEach(coverage::declare);
    System.out.print(report(coverage));
    String shares =
        "%.1f%% of the instructions, %.1f%% of the ways of branches"
            .formatted(100 * coverage.instructionShare(), 100 * coverage.branchShare());
    System.out.println("PTX coverage: " + shares);
    assertTrue(coverage.instructionShare() >= INSTRUCTIONS, shares);
    assertTrue(coverage.branchShare() >= BRANCH_WAYS, shares);
  }

  private static String report(Coverage coverage) {
    StringBuilder text = new StringBuilder();
    text.append("%-34s %17s  %s%n".formatted("kernel", "instructions", "ways of branches"));
    for (Coverage.Summary s : coverage.kernels()) {
      text.append(
          "%-34s %8d of %5d  %5d of %d%n"
              .formatted(
                  s.kernel(), s.executed(), s.instructions(), s.branchWaysTaken(), s.branchWays()));
    }
    for (PtxModule module : PtxUnderTest.committed()) {
      List<String> lines = PtxUnderTest.text(module.name()).lines().toList();
      List<Coverage.Miss> misses =
          coverage.misses().stream()
              .filter(m -> module.kernels().stream().anyMatch(k -> k.name().equals(m.kernel())))
              .toList();
      for (int i = 0; i < misses.size(); ) {
        Coverage.Miss first = misses.get(i);
        int end = i + 1;
        while (end < misses.size() && follows(misses.get(end - 1), misses.get(end))) {
          end++;
        }
        String more = end == i + 1 ? "" : ", and %d after it".formatted(end - i - 1);
        String line = lines.get(first.line() - 1).strip().replace('\t', ' ');
        text.append(
            "%s.ptx:%d %s: %s%s%n"
                .formatted(module.name(), first.line(), first.what(), line, more));
        i = end;
      }
    }
    return text.toString();
  }

  /** Whether both belong to one stretch of code, labels and declarations apart. */
  private static boolean follows(Coverage.Miss one, Coverage.Miss next) {
    return one.what().startsWith("never ")
        && !one.what().equals("never taken")
        && next.kernel().equals(one.kernel())
        && next.line() - one.line() <= 4
        && next.what().startsWith("never ");
  }
}
