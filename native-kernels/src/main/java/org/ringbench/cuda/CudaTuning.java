package org.ringbench.cuda;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.ringbench.cuda.driver.CudaDriver;
import org.ringbench.cuda.jcuda.CudaDrivers;
import org.ringbench.cuda.jcuda.Probe;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackendProvider;

/**
 * Measures which kernel multiplies a shape best on the GPU that {@code -Dringbench.cuda.device}
 * names. Its backends compute as usual, and time every kernel on each shape that they meet for the
 * first time; {@link #write} keeps what was found for later runs. To be used in lockstep, so that
 * one kernel runs at a time.
 */
public final class CudaTuning implements RingBackendProvider, AutoCloseable {
  private final CudaDriver driver;
  private final CudaDevice device;
  private final int ordinal;

  /**
   * Opens the GPU.
   *
   * @throws IllegalStateException with a sentence if there is none that can be used
   */
  public static CudaTuning open() {
    return switch (CudaDrivers.probe()) {
      case Probe.Available yes ->
          new CudaTuning(CudaDrivers.load(yes.device().ordinal()), yes.device().ordinal());
      case Probe.Unavailable no -> throw new IllegalStateException(no.reason());
    };
  }

  CudaTuning(CudaDriver driver, int ordinal) {
    this.driver = driver;
    this.ordinal = ordinal;
    device = CudaDevice.acquire(driver, ordinal);
  }

  @Override
  public String id() {
    return CudaBackend.ID;
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.empty();
  }

  @Override
  public String device() {
    return device.info().name();
  }

  @Override
  public RingBackend create() {
    return CudaBackend.open(driver, ordinal, true);
  }

  /** How many shapes have been measured, by this run and by earlier ones. */
  public int shapes() {
    return device.matmulTable().size();
  }

  /**
   * Writes the table where every later run looks for it: a text file with a line for each shape.
   *
   * @return the file
   */
  public Path write() throws IOException {
    return device.matmulTable().write(MatmulTables.directory());
  }

  /** Gives the GPU back. */
  @Override
  public void close() {
    device.release();
  }
}
