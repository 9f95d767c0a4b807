package org.ringbench.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ringbench.emulator.Rig.WORDS;
import static org.ringbench.emulator.Rig.refused;
import static org.ringbench.emulator.Rig.undefined;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringbench.cuda.driver.CudaDriver.Grid;
import org.ringbench.cuda.driver.CudaException;
import org.ringbench.ptx.Options;

/** The limits of launches, and what a failed kernel leaves behind. */
class EmulatedLaunchTest {
  private final EmulatedDriver driver = new EmulatedDriver(EmulatorSettings.of(Options.defaults()));
  private final Rig<EmulatedDriver> rig = new Rig<>(driver);

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1024, 0",
    "1, 1, 1, 1025, 1",
    "1, 1, 1, 0, 1",
    "0, 1, 1, 32, 1",
    "1, 0, 1, 32, 1",
    "1, 1, -1, 32, 1",
    "1, 65535, 1, 1, 0",
    "1, 65536, 1, 1, 1",
    "1, 1, 65536, 1, 1",
  })
  void keepsToTheGridsLimits(int x, int y, int z, int threads, int status) {
    Grid grid = new Grid(x, y, z, threads);
    MemorySegment nothing = SampleKernels.parameters(rig.device, 0, 0);
    if (status == 0) {
      driver.launch(rig.increment, grid, 0, rig.stream, nothing);
      driver.synchronise(rig.stream);
    } else {
      refused(status, () -> driver.launch(rig.increment, grid, 0, rig.stream, nothing));
    }
  }

  @Test
  void keepsToAKernelsOwnBlockSize() {
    long narrow = driver.function(rig.module, "narrow");
    assertEquals(64, driver.resources(narrow).maxThreads());
    MemorySegment parameters = SampleKernels.parameters(rig.device, 1, WORDS);
    driver.launch(narrow, new Grid(2, 1, 1, 64), 0, rig.stream, parameters);
    rig.expectWords(i -> i + 1);
    refused(1, () -> driver.launch(narrow, new Grid(2, 1, 1, 65), 0, rig.stream, parameters));
  }

  @Test
  void keepsToTheRegisterFile() {
    long hungry = driver.function(driver.loadModule(SampleKernels.hungry()), "hungry");
    int registers = driver.resources(hungry).registers();
    assertTrue(registers > 64, registers + " registers");
    MemorySegment parameters = SampleKernels.parameters(rig.device, 1, WORDS);
    driver.launch(hungry, new Grid(1, 1, 1, 128), 0, rig.stream, parameters);
    driver.synchronise(rig.stream);
    CudaException refused =
        refused(
            701, () -> driver.launch(hungry, new Grid(1, 1, 1, 1024), 0, rig.stream, parameters));
    assertTrue(refused.getMessage().contains("registers"), refused.getMessage());
  }

  static Stream<Arguments> sharedLimits() {
    return Stream.of(
        Arguments.of(GpuModel.A100, 163 * 1024),
        Arguments.of(GpuModel.RTX_3090, 99 * 1024),
        Arguments.of(GpuModel.L4, 99 * 1024),
        Arguments.of(GpuModel.H100, 227 * 1024));
  }

  @ParameterizedTest
  @MethodSource("sharedLimits")
  void wantsAnOptInAbove48Kilobytes(GpuModel gpu, int most) {
    EmulatedDriver other =
        new EmulatedDriver(EmulatorSettings.of(Options.defaults()).withGpus(gpu));
    Rig<EmulatedDriver> its = new Rig<>(other);
    Grid grid = new Grid(4, 1, 1, 32);
    assertEquals(most, other.device(0).sharedBytesPerBlock());
    its.launch(grid, 48 * 1024, its.stream, 1);
    refused(1, () -> its.launch(grid, 48 * 1024 + 1, its.stream, 1));
    refused(1, () -> other.allowSharedMemory(its.increment, most + 1));
    other.allowSharedMemory(its.increment, most);
    its.launch(grid, most, its.stream, 1);
    refused(1, () -> its.launch(grid, most + 1, its.stream, 1));
    its.expectWords(i -> i + 2);
  }

  @Test
  void copiesParametersAtTheCall() {
    MemorySegment parameters = SampleKernels.parameters(rig.device, 1, WORDS);
    driver.launch(rig.increment, new Grid(4, 1, 1, 32), 0, rig.stream, parameters);
    parameters.fill((byte) 0);
    rig.expectWords(i -> i + 1);
  }

  @Test
  void checksTheSizeOfTheParameter() {
    Grid grid = new Grid(1, 1, 1, 32);
    MemorySegment longer = Arena.ofAuto().allocate(32, 8);
    assertTrue(
        undefined(() -> driver.launch(rig.increment, grid, 0, rig.stream, longer))
            .contains("the first of 24 bytes; it was given one of 32"));
    MemorySegment heap = MemorySegment.ofArray(new long[3]);
    undefined(() -> driver.launch(rig.increment, grid, 0, rig.stream, heap));
  }

  @Test
  void keepsAnErrorOnceAKernelHasFailed() {
    MemorySegment tooMany = SampleKernels.parameters(rig.device, 1, WORDS + 1);
    driver.launch(rig.increment, new Grid(4, 1, 1, 32), 0, rig.stream, tooMany);
    CudaException first = refused(700, () -> driver.synchronise(rig.stream));
    assertTrue(first.getMessage().contains("compute-sanitizer"), first.getMessage());
    refused(700, () -> driver.allocate(8));
    refused(700, () -> driver.synchronise(rig.stream));
    refused(700, () -> driver.free(rig.device));
    driver.makeCurrent(0);
    driver.releaseContext(0);
    // A new primary context starts afresh.
    driver.makeCurrent(driver.retainContext(0));
    driver.allocate(8);
  }

  @Test
  void namesAMisalignedAddress() {
    MemorySegment odd = SampleKernels.parameters(rig.device + 4, 1, 8);
    driver.launch(rig.increment, new Grid(1, 1, 1, 32), 0, rig.stream, odd);
    refused(716, () -> driver.synchronise(rig.stream));
  }

  @Test
  void findsAUseAfterFree() {
    long gone = driver.allocate(64);
    driver.free(gone);
    MemorySegment stale = SampleKernels.parameters(gone, 1, 8);
    driver.launch(rig.increment, new Grid(1, 1, 1, 32), 0, rig.stream, stale);
    refused(700, () -> driver.synchronise(rig.stream));
  }
}
