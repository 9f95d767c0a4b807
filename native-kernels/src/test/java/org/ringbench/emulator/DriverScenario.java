package org.ringbench.emulator;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ringbench.cuda.driver.CudaDriver;
import org.ringbench.cuda.driver.CudaDriver.Grid;
import org.ringbench.cuda.driver.CudaException;

/**
 * Every call of the seam, in right uses and in wrong ones, with what can be seen of the results.
 */
final class DriverScenario {
  private final CudaDriver driver;
  private final List<String> seen = new ArrayList<>();

  private DriverScenario(CudaDriver driver) {
    this.driver = driver;
  }

  /** One line for each thing seen: the same for every driver of the same GPU. */
  static List<String> run(CudaDriver driver) {
    DriverScenario scenario = new DriverScenario(driver);
    scenario.all();
    return scenario.seen;
  }

  private void note(String what, Object value) {
    seen.add(what + ": " + value);
  }

  private void refused(String what, Runnable call) {
    try {
      call.run();
      note(what, "accepted");
    } catch (CudaException e) {
      note(what, e.status());
    }
  }

  private void all() {
    note("version", driver.version());
    note("devices", driver.deviceCount());
    note("device", driver.device(0));
    refused("device 7", () -> driver.device(7));
    refused("no context", () -> driver.allocate(8));
    Rig<CudaDriver> rig = new Rig<>(driver);
    memory(rig);
    kernels(rig);
    streams(rig);
    graphs(rig);
    rig.close();
    failure();
  }

  private void memory(Rig<CudaDriver> rig) {
    note("memory", driver.memory());
    refused("nothing", () -> driver.allocate(0));
    refused("too much", () -> driver.allocate(1L << 50));
    long other = driver.allocate(Rig.BYTES);
    driver.copy(rig.device, other, Rig.BYTES, rig.stream);
    driver.clear(rig.device + 80, 160, rig.stream);
    note("cleared", Arrays.toString(rig.words()));
    MemorySegment part = rig.host.asSlice(160, 80);
    driver.download(other + 400, part, rig.stream);
    driver.synchronise(rig.stream);
    driver.upload(part, rig.device + 8, rig.stream);
    note("parts", Arrays.toString(rig.words()));
    driver.copy(other, rig.device, Rig.BYTES, rig.stream);
    driver.synchronise(rig.stream);
    driver.free(other);
    refused("freed twice", () -> driver.free(other));
  }

  private void kernels(Rig<CudaDriver> rig) {
    note("resources", driver.resources(rig.increment));
    refused("no kernel", () -> driver.function(rig.module, "nothing"));
    try {
      driver.loadModule(SampleKernels.module("8.7", "sm_80"));
    } catch (CudaException e) {
      note("PTX", e.status());
      note("log", e.getMessage().contains("unsupported .version 8.7"));
    }
    rig.add(7, rig.stream);
    note("launched", Arrays.toString(rig.words()));
    Grid wide = new Grid(4, 1, 1, 32);
    refused("shared", () -> rig.launch(wide, 60_000, rig.stream, 1));
    refused("allow", () -> driver.allowSharedMemory(rig.increment, 1 << 20));
    driver.allowSharedMemory(rig.increment, 60_000);
    rig.launch(wide, 60_000, rig.stream, 1);
    refused("grid", () -> rig.launch(new Grid(1, 65_536, 1, 32), 0, rig.stream, 1));
    refused("threads", () -> rig.launch(new Grid(1, 1, 1, 2000), 0, rig.stream, 1));
    note("again", Arrays.toString(rig.words()));
    long module = driver.loadModule(SampleKernels.module());
    long narrow = driver.function(module, "narrow");
    note("narrow", driver.resources(narrow).maxThreads());
    driver.unloadModule(module);
    refused("gone", () -> driver.resources(narrow));
  }

  private void streams(Rig<CudaDriver> rig) {
    long other = driver.createStream();
    long start = driver.createEvent(true);
    long end = driver.createEvent(true);
    long plain = driver.createEvent(false);
    driver.record(start, rig.stream);
    rig.add(1, rig.stream);
    driver.record(end, rig.stream);
    refused("not ready", () -> driver.elapsedMillis(start, end));
    driver.await(end, other);
    driver.clear(rig.device, 80, other);
    driver.record(plain, other);
    driver.synchroniseEvent(plain);
    note("millis", String.format(Locale.ROOT, "%.4f", driver.elapsedMillis(start, end)));
    refused("not timed", () -> driver.elapsedMillis(start, plain));
    note("two streams", Arrays.toString(rig.words()));
    driver.destroyEvent(start);
    driver.destroyEvent(end);
    driver.destroyEvent(plain);
    driver.destroyStream(other);
    refused("destroyed", () -> driver.synchronise(other));
  }

  private void graphs(Rig<CudaDriver> rig) {
    driver.beginCapture(rig.stream);
    driver.upload(rig.host, rig.device, rig.stream);
    rig.add(5, rig.stream);
    driver.download(rig.device, rig.host, rig.stream);
    long graph = driver.endCapture(rig.stream);
    long executable = driver.instantiate(graph);
    driver.destroyGraph(graph);
    for (int i = 0; i < 3; i++) {
      driver.launchGraph(executable, rig.stream);
      driver.synchronise(rig.stream);
    }
    note("graph", Arrays.toString(rig.words()));
    driver.destroyExecutable(executable);
    refused("no graph", () -> driver.launchGraph(executable, rig.stream));
    driver.beginCapture(rig.stream);
    refused("captured allocation", () -> driver.allocate(8));
    refused("captured launch", () -> rig.add(1, rig.stream));
    refused("spoilt capture", () -> driver.endCapture(rig.stream));
    refused("not captured", () -> driver.endCapture(rig.stream));
    note("after", Arrays.toString(rig.words()));
  }

  private void failure() {
    Rig<CudaDriver> rig = new Rig<>(driver);
    driver.launch(
        rig.increment,
        new Grid(8, 1, 1, 32),
        0,
        rig.stream,
        SampleKernels.parameters(rig.device, 1, Rig.WORDS + 1));
    refused("kernel", () -> driver.synchronise(rig.stream));
    refused("ever after", () -> driver.allocate(8));
    driver.makeCurrent(0);
    driver.releaseContext(0);
    refused("no context again", () -> driver.allocate(8));
  }
}
