package org.ringbench.cuda;

import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.ringbench.cuda.driver.CudaDriver;
import org.ringbench.cuda.driver.DeviceInfo;
import org.ringbench.cuda.jcuda.CudaDrivers;
import org.ringbench.cuda.jcuda.Probe;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackendProvider;

/** Makes CUDA backends on the GPU that {@code -Dringbench.cuda.device} names, the first without. */
public final class CudaBackendProvider implements RingBackendProvider {
  private final Supplier<Probe> probe;
  private final IntFunction<CudaDriver> driver;

  /** Called by {@link java.util.ServiceLoader}: the machine's own driver. */
  public CudaBackendProvider() {
    this(CudaDrivers::probe, CudaDrivers::load);
  }

  /** Over another driver. */
  CudaBackendProvider(Supplier<Probe> probe, IntFunction<CudaDriver> driver) {
    this.probe = probe;
    this.driver = driver;
  }

  @Override
  public String id() {
    return CudaBackend.ID;
  }

  @Override
  public Optional<String> unavailable() {
    return probe.get() instanceof Probe.Unavailable no
        ? Optional.of(no.reason())
        : Optional.empty();
  }

  @Override
  public String device() {
    return switch (probe.get()) {
      case Probe.Available yes -> describe(yes.device());
      case Probe.Unavailable _ -> "none";
    };
  }

  private static String describe(DeviceInfo device) {
    return "%s, compute capability %s, %d MiB"
        .formatted(device.name(), device.computeCapability(), device.memoryBytes() >> 20);
  }

  @Override
  public RingBackend create() {
    return switch (probe.get()) {
      case Probe.Available yes ->
          CudaBackend.open(
              CudaActivity.watch(driver.apply(yes.device().ordinal())), yes.device().ordinal());
      case Probe.Unavailable no -> throw new IllegalStateException(no.reason());
    };
  }
}
