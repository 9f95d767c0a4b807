package org.ringbench.cuda.mutation;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.ringbench.cuda.Emulation;
import org.ringbench.cuda.PtxUnderTest;
import org.ringbench.ptx.PtxKernel;
import org.ringbench.ptx.PtxModule;

/**
 * The tests that execute kernels. Each is known with the lines of PTX that it executes, so that a
 * mutant is only shown to tests that can notice it, the quickest first.
 */
final class KillingSuite {
  private static final String PACKAGE = "org.ringbench.cuda.";
  private static final List<String> CLASSES =
      List.of(
          "PlainFloatKernelTest",
          "AesKernelTest",
          "BitPlaneKernelsTest",
          "ElementwiseKernelTest",
          "MatmulKernelTest",
          "CudaConformanceTest");

  /** Instructions that a mutant may execute beyond what a test's kernels execute without it. */
  private static final long SPARE_INSTRUCTIONS = 100_000;

  /** A test, what it executes by module, and how many instructions of lanes that is. */
  private record Case(
      String id, String name, boolean conformance, Map<String, BitSet> lines, long instructions) {
    boolean executes(String module, int line) {
      return lines.getOrDefault(module, new BitSet()).get(line);
    }
  }

  private final Launcher launcher = LauncherFactory.create();
  private final int conformanceTests;
  private final List<Case> cases = new ArrayList<>();

  /**
   * Runs all tests once on the committed PTX.
   *
   * @param conformanceTests of the conformance suite that a mutant is shown at most, after all
   *     kernel tests
   */
  KillingSuite(int conformanceTests) {
    this.conformanceTests = conformanceTests;
    List<DiscoverySelector> classes = new ArrayList<>();
    List<String> failures = new ArrayList<>(); // a listener's exceptions would be swallowed
    CLASSES.forEach(name -> classes.add(selectClass(PACKAGE + name)));
    execute(
        classes,
        new TestExecutionListener() {
          @Override
          public void executionStarted(TestIdentifier test) {
            Emulation.COVERAGE.clear();
          }

          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
              failures.add(test.getDisplayName() + ": " + result);
            }
            if (test.isTest()) {
              keep(test);
            }
          }
        });
    if (!failures.isEmpty() || cases.isEmpty()) {
      throw new IllegalStateException(
          "tests that fail on the committed PTX, of %d: %s".formatted(cases.size(), failures));
    }
    // All kernel tests first, the quickest of them first.
    cases.sort(Comparator.comparing(Case::conformance).thenComparingLong(Case::instructions));
  }

  private void keep(TestIdentifier test) {
    Map<String, BitSet> executed = new HashMap<>();
    long sum = 0;
    for (PtxModule module : PtxUnderTest.committed()) {
      BitSet lines = new BitSet();
      for (PtxKernel kernel : module.kernels()) {
        for (Map.Entry<Integer, Long> line : Emulation.COVERAGE.executedLines(kernel).entrySet()) {
          sum += line.getValue();
          if (line.getValue() != 0) {
            lines.set(line.getKey());
          }
        }
      }
      executed.put(module.name(), lines);
    }
    if (sum != 0) {
      String id = test.getUniqueId();
      String name = id.replaceAll(".*\\[class:[\\w.]*\\.", "").replaceAll("[\\[\\]]", "");
      cases.add(new Case(id, name, id.contains("Conformance"), executed, sum));
    }
  }

  int size() {
    return cases.size();
  }

  /** Whether any test executes a line. */
  boolean executes(String module, int line) {
    return cases.stream().anyMatch(c -> c.executes(module, line));
  }

  /** The first test that fails on a module with this text, and how. */
  Optional<String> killer(Mutant mutant, String text) {
    PtxUnderTest.replace(mutant.module(), text);
    try {
      int conformance = 0;
      for (Case test : cases) {
        if (!test.executes(mutant.module(), mutant.line())) {
          continue;
        }
        if (test.conformance && conformance++ == conformanceTests) {
          break;
        }
        Emulation.limit(test.instructions + SPARE_INSTRUCTIONS);
        Optional<String> failure = failure(test);
        if (failure.isPresent()) {
          return Optional.of(test.name + ": " + failure.get());
        }
      }
      return Optional.empty();
    } finally {
      PtxUnderTest.restore();
    }
  }

  private Optional<String> failure(Case test) {
    List<Throwable> failures = new ArrayList<>();
    List<String> ended = new ArrayList<>();
    execute(
        List.of(selectUniqueId(test.id)),
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier node, TestExecutionResult result) {
            result.getThrowable().ifPresent(failures::add);
            if (node.isTest()) {
              ended.add(node.getDisplayName());
            }
          }
        });
    if (ended.isEmpty() || failures.stream().anyMatch(LinkageError.class::isInstance)) {
      throw new IllegalStateException("the test %s did not run: %s".formatted(test.id, failures));
    }
    return failures.stream().findFirst().map(Throwable::toString);
  }

  private void execute(List<DiscoverySelector> selectors, TestExecutionListener listener) {
    launcher.execute(
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectors)
            .configurationParameter("junit.platform.output.capture.stdout", "true")
            .build(),
        listener);
  }
}
