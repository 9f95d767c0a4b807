package org.ringbench.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ringbench.bench.run.Axis;
import org.ringbench.bench.run.Selection;
import org.ringbench.ring.RingBackendProvider;
import org.ringbench.ring.RingBackends;
import picocli.CommandLine;

/** What the commands say of the backend that nobody named. */
class UsualBackendTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void restore() {
    System.clearProperty(RingBackends.PROPERTY);
  }

  private ExitCode execute(String... words) {
    CommandLine line = RingBench.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    int status = line.execute(words);
    return List.of(ExitCode.values()).stream()
        .filter(code -> code.status() == status)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theDoctorNamesItAndWhy() {
    execute("doctor");
    assertTrue(
        out.toString().contains(" usual ")
            && out.toString()
                .contains(RingBackends.usual() + " (-Dringbench.backend=NAME names another)"),
        out.toString());
  }

  @Test
  void theDoctorSaysIfTheNamedOneCannotRun() {
    System.setProperty(RingBackends.PROPERTY, "abacus");
    assertEquals(ExitCode.OK, execute("doctor"));
    assertTrue(
        out.toString().contains("abacus: named by -Dringbench.backend, and unknown"),
        out.toString());
  }

  @Test
  void aDryRunNamesBackendsAndInstructionSets() {
    execute("run", "--dry-run", "ringGemm");
    RingBackendProvider usual = RingBackends.provider(RingBackends.USUAL);
    RingBackendProvider java = RingBackends.provider("java");
    String both =
        "%s (%s)".formatted(usual.id(), usual.instructionSet())
            + (usual.id().equals("java") ? "" : ", java (%s)".formatted(java.instructionSet()));
    assertTrue(
        out.toString().contains("Backends: " + both + "; usual is " + RingBackends.usual()),
        out.toString());
  }

  @Test
  void thePropertyChangesWhatIsUsualAndNothingThatIsNamed() {
    System.setProperty(RingBackends.PROPERTY, "java");
    execute("run", "--dry-run", "ringGemm");
    assertEquals(1, out.toString().lines().filter(l -> l.contains("ringGemm")).count(), "once");
    execute("run", "--dry-run", "--tier=gpu", "ringGemm .* size=512x512x512");
    assertTrue(out.toString().contains("ringGemm backend=cuda"), "as the tier has it");
  }

  @Test
  void aNamedBackendThatCannotRunIsRefusedBeforeAnythingIsMeasured() {
    assumeTrue(RingBackends.find("cuda").orElseThrow().unavailable().isPresent(), "a GPU");
    System.setProperty(RingBackends.PROPERTY, "cuda");
    for (String command : List.of("run --dry-run", "run", "worker linreg --rank 0")) {
      err.getBuffer().setLength(0);
      assertEquals(ExitCode.BAD_INPUT, execute(command.split(" ", -1)), command);
      assertTrue(err.toString().contains("backend \"cuda\" cannot run here: "), err.toString());
      assertEquals(1, err.toString().lines().count(), err.toString());
    }
  }

  /** It makes the run again where another backend is usual, and tells such shards apart. */
  @Test
  void theRecordNamesTheBackendThatWasUsual() {
    String usual = "-Dringbench.backend=" + RingBackends.usual().id();
    List<String> words = List.of("run", "--tier", "pr");
    assertEquals(
        "ringbench " + usual + " run --tier pr", GridOptions.command(words, new Selection()));
    assertEquals(
        "ringbench " + usual + " run --tier pr",
        GridOptions.command(words, backends("java", RingBackends.USUAL)));
    assertEquals("ringbench run --tier pr", GridOptions.command(words, backends("java")));
  }

  private static Selection backends(String... names) {
    return new Selection().choose("--backend", Axis.BACKEND, List.of(names));
  }
}
