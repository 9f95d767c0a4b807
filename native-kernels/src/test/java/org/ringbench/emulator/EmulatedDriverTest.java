package org.ringbench.emulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ringbench.emulator.Rig.BYTES;
import static org.ringbench.emulator.Rig.WORDS;
import static org.ringbench.emulator.Rig.refused;
import static org.ringbench.emulator.Rig.undefined;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringbench.cuda.driver.CudaDriver.Memory;
import org.ringbench.cuda.driver.CudaException;
import org.ringbench.cuda.driver.CudaStatus;
import org.ringbench.ptx.Options;

/** Contexts, modules, memory, and copies. */
class EmulatedDriverTest {

  private static EmulatorSettings settings() {
    return EmulatorSettings.of(Options.defaults());
  }

  private final EmulatedDriver driver = new EmulatedDriver(settings());
  private final Rig<EmulatedDriver> rig = new Rig<>(driver);

  @Test
  void runsAKernelAndLeavesNothingBehind() {
    rig.add(1000, rig.stream);
    rig.expectWords(i -> i + 1000);
    rig.close();
    assertEquals(Map.of(), driver.leaks());
    assertEquals(Map.of("increment", 1L), driver.statistics().launches());
    assertEquals(BYTES, driver.statistics().uploadedBytes());
    assertEquals(BYTES, driver.statistics().downloadedBytes());
    assertEquals(BYTES, driver.statistics().peakBytes());
    assertEquals(0, driver.statistics().allocatedBytes());
    assertTrue(driver.statistics().counts().get("increment").laneInstructions() > 0);
  }

  @Test
  void saysWhatWasNotGivenBack() {
    assertEquals(
        Map.of("Module", 1, "Stream", 1, "Context", 1, "DeviceMemory", 1, "HostMemory", 1),
        driver.leaks());
  }

  @Test
  void remembersWhatWentWithItsContext() {
    driver.makeCurrent(0);
    driver.releaseContext(0);
    assertEquals(
        Map.of("Module", 1, "Stream", 1, "DeviceMemory", 1, "HostMemory", 1), driver.leaks());
  }

  // Contexts.

  @Test
  void needsAContextOnEachThread() {
    int status =
        Rig.elsewhere(() -> refused(CudaStatus.INVALID_CONTEXT, () -> driver.allocate(8)).status());
    assertEquals(201, status);
    long address =
        Rig.elsewhere(
            () -> {
              driver.makeCurrent(rig.context);
              return driver.allocate(8);
            });
    driver.free(address);
    driver.makeCurrent(0);
    refused(201, driver::createStream);
    refused(201, () -> driver.makeCurrent(12345));
  }

  @Test
  void keepsAContextUntilItsLastRelease() {
    assertEquals(rig.context, driver.retainContext(0));
    driver.releaseContext(0);
    rig.expectWords(i -> i);
    driver.releaseContext(0);
    refused(CudaStatus.CONTEXT_IS_DESTROYED, () -> driver.allocate(8));
    refused(201, () -> driver.releaseContext(0));
    refused(101, () -> driver.retainContext(1));
  }

  @Test
  void keepsTwoGpusApart() {
    EmulatedDriver two = new EmulatedDriver(settings().withGpus(GpuModel.L4, GpuModel.H100));
    assertEquals(2, two.deviceCount());
    assertEquals("9.0", two.device(1).computeCapability());
    long first = two.retainContext(0);
    long second = two.retainContext(1);
    two.makeCurrent(first);
    long stream = two.createStream();
    two.makeCurrent(second);
    refused(CudaStatus.INVALID_HANDLE, () -> two.synchronise(stream));
    assertEquals(80L << 30, two.memory().total());
  }

  @Test
  void refusesReleaseWithWorkQueued() {
    rig.add(1, rig.stream);
    assertTrue(undefined(() -> driver.releaseContext(0)).contains("last release"));
  }

  // Modules.

  @ParameterizedTest
  @CsvSource({
    "8.0, 12000, 0",
    "8.3, 12020, 222",
    "8.0, 11080, 222",
    "8.5, 12060, 0",
    "9.0, 12090, 222"
  })
  void takesPtxOfItsVersion(String version, int driverVersion, int status) {
    EmulatedDriver other = new EmulatedDriver(settings().withDriverVersion(driverVersion));
    other.makeCurrent(other.retainContext(0));
    byte[] ptx = SampleKernels.module(version, "sm_80");
    if (status == 0) {
      assertNotEquals(0, other.loadModule(ptx));
    } else {
      String message = refused(status, () -> other.loadModule(ptx)).getMessage();
      assertTrue(message.contains("CUDA 12.0 (525.60)"), message);
      assertTrue(message.contains("unsupported .version " + version), message);
    }
  }

  @Test
  void refusesPtxThatItCannotRun() {
    refused(218, () -> driver.loadModule(SampleKernels.module("8.0", "sm_90")));
    refused(218, () -> driver.loadModule(SampleKernels.bytes(".version 8.0 nonsense")));
    byte[] text = SampleKernels.module();
    byte[] unended = java.util.Arrays.copyOf(text, text.length - 1);
    assertTrue(undefined(() -> driver.loadModule(unended)).contains("NUL"));
    refused(500, () -> driver.function(rig.module, "decrement"));
  }

  @Test
  void losesKernelsWithTheirModule() {
    rig.add(1, rig.stream);
    assertTrue(undefined(() -> driver.unloadModule(rig.module)).contains("queued"));
    driver.synchronise(rig.stream);
    driver.unloadModule(rig.module);
    refused(400, () -> rig.add(1, rig.stream));
    refused(400, () -> driver.unloadModule(rig.module));
  }

  // Memory.

  @Test
  void runsOutOfMemory() {
    EmulatedDriver small = new EmulatedDriver(settings().withGpus(GpuModel.A100.withMemory(4096)));
    small.makeCurrent(small.retainContext(0));
    long first = small.allocate(2000);
    assertEquals(new Memory(2048, 4096), small.memory());
    CudaException refused = refused(2, () -> small.allocate(3000));
    assertTrue(refused.getMessage().contains("3,000 bytes (2,048 of 4,096"), refused.getMessage());
    assertTrue(refused.getMessage().contains("smaller batch"), refused.getMessage());
    small.free(first);
    small.allocate(4096);
  }

  @Test
  void refusesSizesAndAddressesThatAreWrong() {
    refused(1, () -> driver.allocate(0));
    refused(1, () -> driver.free(rig.device + 8));
    driver.free(rig.device);
    refused(1, () -> driver.free(rig.device));
    refused(1, () -> driver.upload(rig.host, rig.device, rig.stream));
    assertThrows(IllegalArgumentException.class, () -> driver.allocateHost(1L << 31));
    refused(1, () -> driver.freeHost(rig.host.asSlice(8)));
  }

  @Test
  void copiesAndClears() {
    long other = driver.allocate(BYTES);
    driver.copy(rig.device, other, BYTES, rig.stream);
    driver.clear(rig.device + 8, BYTES - 8, rig.stream);
    driver.copy(other + 16, rig.device + 16, 8, rig.stream);
    rig.expectWords(i -> i == 2 ? 2 : 0);
    assertEquals(BYTES + 8, driver.statistics().copiedBytes());
    assertEquals(BYTES - 8, driver.statistics().clearedBytes());
    refused(1, () -> driver.copy(rig.device, other + 8, BYTES, rig.stream));
    refused(1, () -> driver.clear(rig.device, BYTES + 1, rig.stream));
  }

  @Test
  void refusesToFreeWhatIsInUse() {
    rig.add(1, rig.stream);
    assertTrue(undefined(() -> driver.free(rig.device)).contains("Launch"));
    driver.synchronise(rig.stream);
    driver.download(rig.device, rig.host, rig.stream);
    undefined(() -> driver.free(rig.device));
    undefined(() -> driver.freeHost(rig.host));
    driver.synchronise(rig.stream);
    driver.free(rig.device);
    driver.freeHost(rig.host);
  }

  @Test
  void copiesAsynchronouslyOnlyFromPageLockedMemory() {
    MemorySegment plain = Arena.ofAuto().allocate(BYTES, 8);
    refused(1, () -> driver.upload(plain, rig.device, rig.stream));
    refused(1, () -> driver.download(rig.device, plain, rig.stream));
    MemorySegment heap = MemorySegment.ofArray(new long[WORDS]);
    refused(1, () -> driver.upload(heap, rig.device, rig.stream));
    driver.upload(rig.host.asSlice(8, 16), rig.device, rig.stream);
    rig.expectWords(i -> i < 2 ? i + 1 : i);
  }

  @Test
  void poisonsATargetUntilItIsFilled() {
    driver.download(rig.device, rig.host, rig.stream);
    assertEquals(0xA5A5_A5A5_A5A5_A5A5L, rig.host.getAtIndex(ValueLayout.JAVA_LONG, 3));
    driver.synchronise(rig.stream);
    assertEquals(3, rig.host.getAtIndex(ValueLayout.JAVA_LONG, 3));
  }

  @Test
  void readsASourceWhenTheCopyIsDone() {
    driver.upload(rig.host, rig.device, rig.stream);
    rig.host.setAtIndex(ValueLayout.JAVA_LONG, 7, -1);
    assertTrue(undefined(() -> driver.synchronise(rig.stream)).contains("before its upload"));
    refused(719, () -> driver.allocate(8));
  }

  @Test
  void findsAHostThatWritesIntoADownload() {
    driver.download(rig.device, rig.host, rig.stream);
    rig.host.setAtIndex(ValueLayout.JAVA_LONG, 7, -1);
    assertTrue(undefined(() -> driver.synchronise(rig.stream)).contains("download"));
  }

  @Test
  void letsTheDeviceReuseHostMemoryInOrder() {
    long other = driver.allocate(BYTES);
    Rig.fill(rig.host, i -> 5 * i);
    driver.upload(rig.host, other, rig.stream);
    driver.download(rig.device, rig.host, rig.stream);
    driver.upload(rig.host, other, rig.stream);
    driver.copy(other, rig.device, BYTES, rig.stream);
    rig.expectWords(i -> i);
  }

  @Test
  void findsADownloadOfWhatNothingHasWritten() {
    long fresh = driver.allocate(BYTES);
    driver.download(fresh, rig.host, rig.stream);
    assertTrue(undefined(() -> driver.synchronise(rig.stream)).contains("UNINITIALISED"));
  }

  // Faults on demand.

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void refusesTheChosenCall(int nth) {
    driver.refuse(Call.ALLOCATE, nth, CudaStatus.OUT_OF_MEMORY);
    for (int i = 1; i < nth; i++) {
      driver.allocate(8);
    }
    refused(2, () -> driver.allocate(8));
    driver.allocate(8);
    assertEquals(nth + 2, driver.calls(Call.ALLOCATE));
  }

  @ParameterizedTest
  @EnumSource(Call.class)
  void canRefuseEveryKindOfCall(Call call) {
    driver.refuse(call, 1, 999);
    CudaException thrown = refused(999, () -> make(call));
    assertTrue(thrown.getMessage().contains("nvidia-smi"), thrown.getMessage());
  }

  private void make(Call call) {
    switch (call) {
      case RETAIN_CONTEXT -> driver.retainContext(0);
      case MAKE_CURRENT -> driver.makeCurrent(rig.context);
      case LOAD_MODULE -> driver.loadModule(SampleKernels.module());
      case UNLOAD_MODULE -> driver.unloadModule(rig.module);
      case FUNCTION -> driver.function(rig.module, "increment");
      case RESOURCES -> driver.resources(rig.increment);
      case ALLOW_SHARED_MEMORY -> driver.allowSharedMemory(rig.increment, 1);
      case ALLOCATE -> driver.allocate(8);
      case FREE -> driver.free(rig.device);
      case MEMORY -> driver.memory();
      case ALLOCATE_HOST -> driver.allocateHost(8);
      case FREE_HOST -> driver.freeHost(rig.host);
      case UPLOAD -> driver.upload(rig.host, rig.device, rig.stream);
      case DOWNLOAD -> driver.download(rig.device, rig.host, rig.stream);
      case COPY -> driver.copy(rig.device, rig.device, 8, rig.stream);
      case CLEAR -> driver.clear(rig.device, 8, rig.stream);
      case CREATE_STREAM -> driver.createStream();
      case DESTROY_STREAM -> driver.destroyStream(rig.stream);
      case SYNCHRONISE -> driver.synchronise(rig.stream);
      case CREATE_EVENT -> driver.createEvent(true);
      case DESTROY_EVENT -> driver.destroyEvent(0);
      case RECORD -> driver.record(0, rig.stream);
      case AWAIT -> driver.await(0, rig.stream);
      case SYNCHRONISE_EVENT -> driver.synchroniseEvent(0);
      case ELAPSED_MILLIS -> driver.elapsedMillis(0, 0);
      case LAUNCH -> rig.add(1, rig.stream);
      case BEGIN_CAPTURE -> driver.beginCapture(rig.stream);
      case END_CAPTURE -> driver.endCapture(rig.stream);
      case INSTANTIATE -> driver.instantiate(0);
      case LAUNCH_GRAPH -> driver.launchGraph(0, rig.stream);
      case DESTROY_GRAPH -> driver.destroyGraph(0);
      case DESTROY_EXECUTABLE -> driver.destroyExecutable(0);
    }
  }

  @Test
  void resetsItsStatistics() {
    rig.add(1, rig.stream);
    driver.synchronise(rig.stream);
    driver.statistics().reset();
    assertEquals(0, driver.statistics().launchTotal());
    assertEquals(0, driver.statistics().uploadedBytes());
    assertEquals(BYTES, driver.statistics().allocatedBytes());
    assertFalse(driver.leaks().isEmpty());
    assertArrayEquals(rig.words(), rig.words());
  }
}
