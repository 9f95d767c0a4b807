package org.ringbench.cuda.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The binding over a library that the test compiles, where gcc is present. */
class NvmlTest {
  @TempDir(cleanup = CleanupMode.ALWAYS)
  Path folder;

  @Test
  void withoutTheLibraryItSaysSoInOneSentence() {
    NvmlException e =
        assertThrows(NvmlException.class, () -> Nvml.open("libringbench-absent-ml.so.1"));
    assertEquals(
        "libringbench-absent-ml.so.1 is not installed: it comes with the NVIDIA driver, which a GPU"
            + " needs",
        e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-DEVENT_REASONS"})
  void readsAGpu(String flag) throws Exception {
    try (Nvml nvml = Nvml.open(fake(flag).toString())) {
      assertEquals("550.54.15", nvml.driverVersion());
      assertEquals(OptionalInt.of(12040), nvml.cudaVersion());
      assertEquals(2, nvml.deviceCount());
      GpuState gpu = nvml.devices().getFirst();
      assertEquals(
          new GpuState(
              0,
              "NVIDIA A100-SXM4-40GB",
              Optional.of("8.0"),
              OptionalInt.of(1275),
              OptionalInt.of(1410),
              OptionalInt.of(1215),
              OptionalInt.of(1593),
              OptionalInt.of(61),
              OptionalInt.of(312500),
              OptionalInt.of(400000),
              OptionalLong.of(0x4 | 0x40 | (1L << 40)),
              OptionalLong.of(42949672960L),
              OptionalLong.of(949672960L),
              Optional.of(true)),
          gpu);
    }
  }

  @Test
  void whatAGpuDoesNotTellIsEmpty() throws Exception {
    try (Nvml nvml = Nvml.open(fake("").toString())) {
      GpuState old = nvml.device(1);
      assertEquals("Old GPU", old.name());
      assertEquals(OptionalInt.empty(), old.smMegahertz());
      assertEquals(OptionalInt.empty(), old.milliwatts());
      assertEquals(OptionalLong.empty(), old.clockReasons());
      assertEquals(OptionalLong.empty(), old.memoryBytes());
      assertEquals(Optional.empty(), old.persistence());
      assertEquals(Optional.empty(), old.computeCapability());
    }
  }

  @Test
  void aRefusalHasTheLibrarysWords() throws Exception {
    String library = fake("-DDRIVER_NOT_LOADED").toString();
    NvmlException e = assertThrows(NvmlException.class, () -> Nvml.open(library));
    assertEquals("NVML refused nvmlInit_v2 with status 9: Driver Not Loaded", e.getMessage());
    try (Nvml nvml = Nvml.open(fake("").toString())) {
      e = assertThrows(NvmlException.class, () -> nvml.device(2));
      assertTrue(e.getMessage().contains("nvmlDeviceGetHandleByIndex_v2"), e.getMessage());
    }
  }

  @Test
  void closingEndsItOnce() throws Exception {
    String library = fake("").toString();
    try (Arena arena = Arena.ofConfined()) {
      NvmlLibrary same = new NvmlLibrary(library, arena);
      Nvml nvml = Nvml.open(library);
      assertEquals(Optional.of(1), same.call("fakeStarted"));
      nvml.close();
      nvml.close();
      assertEquals(Optional.of(0), same.call("fakeStarted"));
      assertThrows(IllegalStateException.class, nvml::deviceCount);
      assertThrows(IllegalStateException.class, () -> nvml.device(0));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0   | []
          1   | [idle]
          2   | [application clocks are set]
          4   | [software power cap]
          16  | [sync boost group]
          0x60 | [software thermal slowdown, hardware thermal slowdown]
          0x80 | [hardware power brake]
          0x100 | [display clock setting]
          0x8000000000000000 | [reason bit 63]
          """)
  void reasonsInWords(String bits, String words) {
    assertEquals(words, ClockReasons.words(parse(bits)).toString());
  }

  @Test
  void onlyBrakesAreThrottling() {
    for (long bit : new long[] {0x4, 0x8, 0x20, 0x40, 0x80}) {
      assertTrue(ClockReasons.isThrottled(bit | ClockReasons.IDLE));
    }
    for (long bit : new long[] {0, 0x1, 0x2, 0x10, 0x100}) {
      assertFalse(ClockReasons.isThrottled(bit));
    }
  }

  private static long parse(String bits) {
    return bits.startsWith("0x")
        ? Long.parseUnsignedLong(bits.substring(2), 16)
        : Long.parseLong(bits);
  }

  /**
   * Compiles the fake into a file of its own: a loaded library of the same name would be reused.
   */
  private Path fake(String flag) throws IOException, InterruptedException {
    Path source = folder.resolve("fake_nvml.c");
    try (InputStream in = NvmlTest.class.getResourceAsStream("fake_nvml.c")) {
      Files.write(source, in.readAllBytes());
    }
    Path library = folder.resolve("libfake-nvml" + flag + ".so");
    List<String> command = new ArrayList<>(List.of("gcc", "-shared", "-fPIC"));
    command.addAll(List.of("-o", library.toString(), source.toString()));
    if (!flag.isEmpty()) {
      command.add(flag);
    }
    Process gcc;
    try {
      gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, "gcc is not installed: NVML is not tried over a fake library");
      throw e;
    }
    String output = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, gcc.waitFor(), output);
    return library;
  }
}
