package org.ringbench.cuda.performance;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ringbench.cuda.driver.CudaDriver;
import org.ringbench.emulator.EmulatedDriver;
import org.ringbench.emulator.EmulatorSettings;
import org.ringbench.emulator.GpuModel;
import org.ringbench.ptx.LaunchCounts;
import org.ringbench.ptx.Options;
import org.ringbench.ptx.WarpOrder;

/**
 * An emulated driver that waits after each launch, so that the instructions and bytes of every
 * single launch are known, with the stream that it was queued on.
 */
public final class DeviceLog {
  /** Something that a stream was given. Streams are numbered in the order of their creation. */
  public sealed interface Entry {}

  /**
   * A kernel.
   *
   * @param stream its number
   * @param kernel its name
   * @param blocks of the grid
   * @param counts what it executed
   */
  public record Launched(int stream, String kernel, long blocks, LaunchCounts counts)
      implements Entry {}

  /** A copy within the device, of so many bytes. */
  public record Copied(int stream, long bytes) implements Entry {}

  /** An event that stands for what a stream was given so far. */
  public record Marked(int stream, long event) implements Entry {}

  /** A stream's wait for an event. */
  public record Awaited(int stream, long event) implements Entry {}

  private static final long INSTRUCTION_LIMIT = 1_000_000_000_000L;

  private final EmulatedDriver driver;
  private final CudaDriver measuring;
  private final Map<Long, String> kernels = new HashMap<>();
  private final Map<Long, Integer> streams = new HashMap<>();
  private final List<Entry> entries = new ArrayList<>();

  /** A driver with one GPU, which looks for no races. */
  public DeviceLog(GpuModel gpu) {
    Options options = new Options(INSTRUCTION_LIMIT, WarpOrder.FORWARD, 0, false, null);
    driver = new EmulatedDriver(EmulatorSettings.of(options).withGpus(gpu));
    measuring =
        (CudaDriver)
            Proxy.newProxyInstance(
                CudaDriver.class.getClassLoader(), new Class<?>[] {CudaDriver.class}, this::call);
  }

  /** The driver to open backends on. */
  public CudaDriver driver() {
    return measuring;
  }

  /** What has been done since the last call. */
  public List<Entry> take() {
    List<Entry> taken = List.copyOf(entries);
    entries.clear();
    return taken;
  }

  private Object call(Object proxy, Method method, Object[] arguments) throws Throwable {
    boolean launch = method.getName().equals("launch");
    if (launch) {
      driver.statistics().reset();
    }
    Object result;
    try {
      result = method.invoke(driver, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    switch (method.getName()) {
      case "function" -> kernels.put((Long) result, (String) arguments[1]);
      case "createStream" -> streams.put((Long) result, streams.size());
      case "copy" -> entries.add(new Copied(streams.get(arguments[3]), (Long) arguments[2]));
      case "record" -> entries.add(new Marked(streams.get(arguments[1]), (Long) arguments[0]));
      case "await" -> entries.add(new Awaited(streams.get(arguments[1]), (Long) arguments[0]));
      case "launch" -> {
        driver.synchronise((Long) arguments[3]);
        CudaDriver.Grid grid = (CudaDriver.Grid) arguments[1];
        String kernel = kernels.get(arguments[0]);
        entries.add(
            new Launched(
                streams.get(arguments[3]),
                kernel,
                (long) grid.x() * grid.y() * grid.z(),
                driver.statistics().counts().get(kernel)));
      }
      default -> {}
    }
    return result;
  }
}
