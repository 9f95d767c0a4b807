package org.ringbench.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringbench.bench.gpu.GpuCheck.Outcome;
import org.ringbench.bench.gpu.GpuCheck.Status;
import org.ringbench.ring.RingBackends;
import picocli.CommandLine;

class RingBenchTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** One line that says which value and what was expected, and no result. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          run --tier huge              | tier "huge": expected smoke
          run --model cnn              | --model "cnn": expected mlp or linreg
          run --fraction-bits 0        | --fraction-bits "0": expected 1 to 61
          run --fraction-bits 8,x      | --fraction-bits "x": expected 1 to 61
          run --model mlp --fraction-bits 40 | 40 fraction bits do not fit plan "mlp training, batch 64"
          run --model linreg --batch 9999 | linear-1: 3200 rows to train on: expected at least a batch of 9999
          run --digits 99999           | mnist-train: 10000 digits: expected at least the 99999
          run --batch -3               | --batch "-3": expected 1 to 100000
          run --comparison radix3      | --comparison "radix3": expected radix4 or radix2
          run --activation tanh        | --activation "tanh": expected relu or square
          run --backend abacus         | backend "abacus" is unknown: expected java or cuda
          run --epochs many            | Invalid value for option '--epochs'
          run --epochs -1              | -1 epochs over 640 digits
          run --digits 3               | 10 epochs over 3 digits in batches of 64: expected at least one step
          run --format pdf             | --format "pdf": expected text or json
          run --target y               | --target y: expected --csv with it
          run --csv nowhere.csv        | nowhere.csv: no such file
          run --data nowhere           | --data nowhere: expected a folder with MNIST's IDX files
          run --jmh-args=-f=x          | JMH arguments
          run --jmh-args=nothing       | JMH arguments: no benchmark of the tier matches [nothing]
          run --jmh-args=-p=batchSize=0 | -p batchSize "0": expected 1 to 100000
          run --jmh-args=-p=execution=graph | execution "graph" on backend "java": expected backend cuda
          gpu-check --limit soon       | --limit "soon": expected a time such as 90s, 8m or 1h
          gpu-check --limit 0m         | --limit "0m": expected a time such as 90s, 8m or 1h
          run --speed                  | Unknown option: '--speed'
          race                         | Unmatched argument at index 0: 'race'
          """)
  void badInputIsOneLineAndStatusTwo(String command, String message) {
    String[] words =
        command.strip().replace("=-f=", "=-f ").replace("=-p=", "=-p ").split("(?<!-[fp]) ", -1);
    assertEquals(ExitCode.BAD_INPUT.status(), execute(words));
    assertTrue(err.toString().startsWith("ringbench: " + message), err.toString());
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertEquals("", out.toString());
    assertEquals(0, folder.toFile().list().length, "nothing half-written");
  }

  @Test
  void aPropertyNamesTheBackendThatNoOptionNames() {
    System.setProperty(RingBackends.PROPERTY, "abacus");
    try {
      assertEquals(ExitCode.BAD_INPUT.status(), execute("run"));
      assertTrue(err.toString().contains("backend \"abacus\" is unknown"), err.toString());
      assertEquals(
          ExitCode.BAD_INPUT.status(), execute("run", "--backend", "java", "--batch", "0"));
      assertTrue(err.toString().contains("--batch \"0\""), err.toString());
    } finally {
      System.clearProperty(RingBackends.PROPERTY);
    }
  }

  @Test
  void listNamesWhatThereIs() {
    assertEquals(ExitCode.OK.status(), execute("list"));
    for (String name : new String[] {"smoke", "trainingStep", "java-float", "fractionBits"}) {
      assertTrue(out.toString().contains(name), out.toString());
    }
  }

  @Test
  void doctorSaysWhatIsMissingAndWhy() {
    assertEquals(ExitCode.OK.status(), execute("doctor"));
    assertTrue(out.toString().contains("  vectors "), out.toString());
    assertTrue(out.toString().matches("(?s).*cuda +(ready|unavailable): .*"), out.toString());
  }

  /** Nothing on the CPU takes the place of what was asked for. */
  @ParameterizedTest
  @ValueSource(strings = {"gpu-check", "run --tier gpu", "run --tier gpu-nd4j"})
  void withoutAGpuWhatNeedsOneSaysSo(String command) {
    assumeTrue(
        RingBackends.all().stream()
            .anyMatch(p -> p.id().equals("cuda") && p.unavailable().isPresent()),
        "this machine has a GPU");
    assertEquals(ExitCode.BAD_INPUT.status(), execute(command.split(" ", -1)));
    assertTrue(err.toString().contains(" cannot run here: "), err.toString());
    assertEquals(1, err.toString().lines().count(), err.toString());
  }

  @Test
  void doctorNamesWhatAGpuNeeds() {
    assertEquals(ExitCode.OK.status(), execute("doctor"));
    for (String name :
        new String[] {"driver", "libcublas.so.12", "nvcc", "compute-sanitizer", "cublas-float"}) {
      assertTrue(out.toString().contains("  " + name + " "), out.toString());
    }
  }

  @Test
  void aWrongStepIsWorseThanAMissingOne() {
    Outcome passed = new Outcome("1", Status.PASSED, "", 0);
    Outcome failed = new Outcome("2", Status.FAILED, "", 0);
    Outcome missing = new Outcome("3", Status.NOT_RUN, "", 0);
    assertEquals(ExitCode.OK, GpuCheckCommand.exitCode(List.of(passed)));
    assertEquals(ExitCode.INCOMPLETE, GpuCheckCommand.exitCode(List.of(passed, missing)));
    assertEquals(
        ExitCode.INTERNAL_ERROR, GpuCheckCommand.exitCode(List.of(passed, failed, missing)));
  }

  @Test
  void anInternalErrorIsOneLineThatNamesTheDetails() throws Exception {
    Exception fault = new IllegalStateException("the cause\nwith more lines");
    ExitCode code = Failure.of(fault, false).report(new PrintWriter(err));
    assertEquals(ExitCode.INTERNAL_ERROR, code);
    String line = err.toString().strip();
    assertTrue(line.startsWith("ringbench: the cause (IllegalStateException; details in "), line);
    assertEquals(1, line.lines().count());
    Path details = Path.of(line.substring(line.indexOf("details in ") + 11, line.length() - 1));
    assertTrue(Files.readString(details).contains("RingBenchTest"));
    Files.delete(details);
  }

  @Test
  void verbosePrintsTheTrace() {
    Failure.of(new IllegalStateException("the cause"), true).report(new PrintWriter(err));
    assertTrue(err.toString().contains("\tat org.ringbench"), err.toString());
  }

  @Test
  void exitCodesAreTheDocumentedOnes() {
    assertEquals(
        "[0, 1, 2, 3, 4, 5, 6, 7]",
        Arrays.stream(ExitCode.values()).map(ExitCode::status).toList().toString());
  }

  private int execute(String... words) {
    CommandLine line = RingBench.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(words);
  }
}
