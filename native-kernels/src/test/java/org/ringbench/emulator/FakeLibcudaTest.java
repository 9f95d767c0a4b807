package org.ringbench.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.ptx.Options;

/** JCuda's own JNI, from Java through C and back into the emulator. */
class FakeLibcudaTest {
  @TempDir private Path directory;

  @BeforeEach
  void needsLinuxAndGcc() {
    assumeTrue(
        System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux")
            && System.getProperty("os.arch").equals("amd64"),
        "JCuda's natives are for x86-64 Linux");
    assumeTrue(FakeLibcuda.canBuild(), "no gcc to build the fake libcuda.so.1 with");
  }

  private ChildJvm.Result run(String... settings) throws IOException, InterruptedException {
    Path library = FakeLibcuda.build(directory);
    List<String> arguments = new java.util.ArrayList<>(List.of(library.toString()));
    arguments.addAll(List.of(settings));
    return ChildJvm.run(directory, List.of(), FakeDriverMain.class, arguments);
  }

  @Test
  void seesThroughJCudaWhatTheEmulatorShows() throws IOException, InterruptedException {
    ChildJvm.Result result = run("12000", "1");
    assertEquals(0, result.status(), result.text());
    List<String> direct =
        DriverScenario.run(new EmulatedDriver(EmulatorSettings.of(Options.defaults())));
    assertTrue(direct.size() > 35, direct.size() + " lines");
    assertTrue(result.lines().get(0).startsWith("Available[driverVersion=12000, deviceCount=1"));
    assertTrue(result.lines().get(1).contains("there is no GPU 1: this machine has one"));
    assertEquals(
        String.join("\n", direct),
        String.join("\n", result.lines().subList(2, result.lines().size() - 1)));
    assertEquals("leaks: {}", result.lines().getLast());
  }

  @Test
  void turnsDownAnOldDriverBeforeItTouchesIt() throws IOException, InterruptedException {
    ChildJvm.Result result = run("11080", "1");
    assertTrue(result.lines().get(0).contains("it is of CUDA 11.8, and CUDA 12.0"), result.text());
    assertTrue(result.text().contains("IllegalStateException"), result.text());
    assertTrue(!result.text().contains("cuInit"), result.text());
  }

  @Test
  void saysHowToChooseAmongTwoGpus() throws IOException, InterruptedException {
    ChildJvm.Result result = run("12000", "2", "9");
    assertTrue(result.lines().get(0).contains("deviceCount=2"), result.text());
    assertTrue(
        result
            .lines()
            .get(1)
            .contains(
                "there is no GPU 9: this machine has 2, choose with -Dringbench.cuda.device=0 to"
                    + " 1"),
        result.text());
  }

  @Test
  void saysThatADriverShowsNoGpu() throws IOException, InterruptedException {
    ChildJvm.Result result = run("12000", "0");
    assertTrue(result.lines().get(0).contains("CUDA_ERROR_NO_DEVICE (100)"), result.text());
    assertTrue(result.lines().get(0).contains("CUDA_VISIBLE_DEVICES"), result.text());
  }
}
