package org.ringbench.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Supplier;
import org.junit.jupiter.api.function.Executable;
import org.ringbench.cuda.driver.CudaDriver;
import org.ringbench.cuda.driver.CudaDriver.Grid;
import org.ringbench.cuda.driver.CudaException;

/**
 * A driver with a context that is current, a module, a stream, and {@value #WORDS} words on either
 * side, which the device has been given as 0, 1, 2, ...
 */
final class Rig<D extends CudaDriver> {
  static final int WORDS = 100;
  static final long BYTES = 8L * WORDS;

  final D driver;
  final long context;
  final long module;
  final long increment;
  final long stream;
  final long device;
  final MemorySegment host;

  Rig(D driver) {
    this.driver = driver;
    context = driver.retainContext(0);
    driver.makeCurrent(context);
    module = driver.loadModule(SampleKernels.module());
    increment = driver.function(module, "increment");
    stream = driver.createStream();
    device = driver.allocate(BYTES);
    host = driver.allocateHost(BYTES);
    fill(host, i -> i);
    driver.upload(host, device, stream);
    driver.synchronise(stream);
  }

  static void fill(MemorySegment memory, java.util.function.LongUnaryOperator word) {
    for (int i = 0; i < memory.byteSize() / 8; i++) {
      memory.setAtIndex(ValueLayout.JAVA_LONG, i, word.applyAsLong(i));
    }
  }

  /** Queues an addition to all words. */
  void add(long addend, long onStream) {
    launch(new Grid(4, 1, 1, 32), 0, onStream, addend);
  }

  void launch(Grid grid, int sharedBytes, long onStream, long addend) {
    driver.launch(
        increment, grid, sharedBytes, onStream, SampleKernels.parameters(device, addend, WORDS));
  }

  /** What the device holds now. */
  long[] words() {
    driver.download(device, host, stream);
    driver.synchronise(stream);
    return host.toArray(ValueLayout.JAVA_LONG);
  }

  void expectWords(java.util.function.LongUnaryOperator word) {
    long[] found = words();
    for (int i = 0; i < found.length; i++) {
      assertEquals(word.applyAsLong(i), found[i], "word " + i);
    }
  }

  /** Gives back all that the rig holds. */
  void close() {
    driver.freeHost(host);
    driver.free(device);
    driver.destroyStream(stream);
    driver.unloadModule(module);
    driver.makeCurrent(0);
    driver.releaseContext(0);
  }

  static CudaException refused(int status, Executable call) {
    CudaException thrown = assertThrows(CudaException.class, call);
    assertEquals(status, thrown.status(), thrown.getMessage());
    return thrown;
  }

  static String undefined(Executable call) {
    return assertThrows(UndefinedUseError.class, call).getMessage();
  }

  /** What another thread gets. */
  static <T> T elsewhere(Supplier<T> work) {
    return java.util.concurrent.CompletableFuture.supplyAsync(
            work, task -> Thread.ofPlatform().start(task))
        .join();
  }
}
