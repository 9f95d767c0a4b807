package org.ringbench.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
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
          run --format pdf             | --format "pdf": expected text or json or md
          list --format md             | --format "md": expected text or json
          doctor --format xml          | --format "xml": expected text or json
          run --progress often         | --progress "often": expected auto or always or never
          run nonsense                 | pattern "nonsense" matches no cell of the tier
          run ringPaek                 | pattern "ringPaek" matches no cell: did you mean ringPeak
          run pr                       | pattern "pr" matches no cell: did you mean --tier pr?
          run --include floatpeek      | --include "floatpeek" matches no cell: did you mean floatPeak
          run --include (              | --include "(": expected a regular expression
          run --shard 3                | --shard "3": expected a shard and their number
          run --shard 5/4              | --shard "5/4": expected a shard and their number
          run --shard 1/99             | 99 shards: expected at most
          run --out /dev/null/here     | --out /dev/null/here: expected a folder that can be written
          run --out /dev/null          | --out /dev/null: expected a folder that can be written
          run --jmh-args=-rff=/no/x    | -rff /no/x: expected a file that can be written: no such folder
          run --jmh-args=-foe=false    | JMH arguments -foe false
          completion fish              | shell "fish": expected bash or zsh
          run --target y               | --target y: expected --csv with it
          run --csv nowhere.csv        | nowhere.csv: no such file
          run --data nowhere           | --data nowhere: expected a folder with MNIST's IDX files
          run --jmh-args=-f=x          | JMH arguments
          run --jmh-args=nothing       | JMH arguments: no benchmark of the tier matches [nothing]
          run --jmh-args=-p=batchSize=0 | -p batchSize "0": expected 1 to 100000
          run --backend=java --jmh-args=-p=execution=graph | execution "graph" on backend "java": expected backend cuda
          gpu-check --limit soon       | --limit "soon": expected a time such as 90s, 8m or 1h
          gpu-check --limit 0m         | --limit "0m": expected a time such as 90s, 8m or 1h
          run --speed                  | Unknown option: '--speed'
          run --teir=pr                | Unknown option: '--teir=pr': did you mean --tier?
          race                         | Unmatched argument at index 0: 'race'
          rnu                          | Unmatched argument at index 0: 'rnu': did you mean run?
          docter                       | Unmatched argument at index 0: 'docter': did you mean doctor?
          """)
  void badInputIsOneLineAndStatusTwo(String command, String message) {
    String[] words =
        command.strip().replaceAll("=-(f|p|rff|foe)=", "=-$1 ").split("(?<!-(f|p|rff|foe)) ", -1);
    assertEquals(ExitCode.BAD_INPUT.status(), execute(words));
    assertTrue(err.toString().startsWith("ringbench: " + message), err.toString());
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertEquals("", out.toString());
    assertEquals(0, folder.toFile().list().length, "nothing half-written");
  }

  @Test
  void aDryRunTellsTheCellsAndTheTimeAndMeasuresNothing() {
    assertEquals(
        ExitCode.OK.status(),
        execute("run", "--dry-run", "--out", folder.resolve("none").toString(), "^ringPeak"));
    assertTrue(out.toString().lines().findFirst().orElseThrow().endsWith(" s  ringPeak"), "cells");
    assertTrue(out.toString().contains("Tier smoke: 1 cells, 3 forks each: about 0:0"), "time");
    assertFalse(Files.exists(folder.resolve("none")));
  }

  @Test
  void aDryRunForPrograms() throws Exception {
    assertEquals(
        ExitCode.OK.status(),
        execute("run", "--dry-run", "--format", "json", "--shard", "2/2", "^ringPeak", "^relu"));
    JsonNode run = new ObjectMapper().readTree(out.toString());
    assertEquals("2/2", run.get("shard").asText());
    assertEquals("ringPeak", run.get("cells").get(0).get("id").asText());
    assertTrue(run.get("seconds").asDouble() > 1);
  }

  /** A tier that cannot run here can still be planned here. */
  @Test
  void aDryRunNeedsNoGpu() {
    assertEquals(ExitCode.OK.status(), execute("run", "--tier", "gpu", "--dry-run", "--format=md"));
    assertTrue(
        out.toString().contains("| `ringGemm backend=cuda size=512x512x512` |"), out.toString());
  }

  @Test
  void listsForPrograms() throws Exception {
    assertEquals(ExitCode.OK.status(), execute("list", "--format", "json"));
    JsonNode all = new ObjectMapper().readTree(out.toString());
    assertEquals("smoke", all.get("tiers").get(0).get("name").asText());
    assertTrue(all.get("axes").has("fractionBits"));
  }

  @Test
  void theDoctorSpeaksJson() throws Exception {
    assertEquals(ExitCode.OK.status(), execute("doctor", "--format", "json"));
    assertTrue(new ObjectMapper().readTree(out.toString()).get("Java").has("runtime"));
  }

  /** What help shows can be typed. */
  @TestFactory
  Stream<DynamicTest> everyCommandHasExamplesThatParse() {
    return Stream.concat(
            Stream.of(RingBench.commandLine()),
            RingBench.commandLine().getSubcommands().values().stream())
        .filter(command -> !command.getCommandName().equals("help"))
        .map(
            command ->
                DynamicTest.dynamicTest(
                    command.getCommandName(), () -> requireExamples(command.getCommandSpec())));
  }

  private static void requireExamples(CommandLine.Model.CommandSpec command) {
    List<String> footer = List.of(command.usageMessage().footer());
    List<String> examples =
        footer.stream().filter(line -> line.matches(" +.*\\bringbench .*")).toList();
    assertFalse(examples.isEmpty(), "no examples");
    for (String example : examples) {
      String words = example.replaceFirst(".*?\\bringbench (-D\\S+ )?", "");
      words = words.replaceFirst("( {2,}\\(| [>|] | && ).*", "");
      List<String> parts =
          Pattern.compile("'([^']*)'|(\\S+)")
              .matcher(words)
              .results()
              .map(part -> part.group(1) == null ? part.group(2) : part.group(1))
              .toList();
      CommandLine line = RingBench.commandLine();
      try {
        line.parseArgs(parts.toArray(String[]::new));
      } catch (CommandLine.ParameterException e) {
        throw new AssertionError(example + ": " + e.getMessage(), e);
      }
    }
  }

  @Test
  void theShellCompletes() throws Exception {
    assertEquals(ExitCode.OK.status(), execute("completion", "bash"));
    Path script = Files.writeString(folder.resolve("completion"), out.toString());
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash");
    Process bash =
        new ProcessBuilder(
                "/bin/bash",
                "-c",
                """
                source "$0"
                COMP_WORDS=(ringbench run --tier p); COMP_CWORD=3; COMP_LINE='ringbench run --tier p'
                _complete_ringbench; echo "${COMPREPLY[*]}"
                COMP_WORDS=(ringbench do); COMP_CWORD=1; _complete_ringbench; echo "${COMPREPLY[*]}"
                """,
                script.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD) // compopt, outside of a real completion
            .start();
    List<String> lines = bash.inputReader().lines().toList();
    assertEquals(List.of("pr publish", "doctor"), lines);
  }

  @Test
  void coloursObeyTheUser() {
    assertTrue(Terminal.areColoursWanted(null, "xterm"));
    assertTrue(Terminal.areColoursWanted("", "xterm"));
    assertFalse(Terminal.areColoursWanted("1", "xterm"));
    assertFalse(Terminal.areColoursWanted(null, "dumb"));
    assertFalse(Terminal.areColoursWanted(null, null));
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
