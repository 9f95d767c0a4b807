package org.ringbench.cuda;

import java.util.HashMap;
import java.util.Map;
import org.ringbench.cuda.driver.CudaDriver;
import org.ringbench.cuda.driver.DeviceInfo;

/**
 * A GPU with its context, the module and the memory that backends of one process share. It is open
 * while any backend uses it.
 */
final class CudaDevice {
  private record Key(CudaDriver driver, int ordinal) {}

  private static final Map<Key, CudaDevice> OPEN = new HashMap<>();

  private final Key key;
  private final CudaDriver driver;
  private final DeviceInfo info;
  private final long context;
  private final KernelModules modules;
  private final MemoryPool pool;
  private final MatmulTable matmulTable;
  private int users;

  private CudaDevice(Key key) {
    this.key = key;
    driver = key.driver;
    info = driver.device(key.ordinal);
    matmulTable = MatmulTables.read(info.name());
    context = driver.retainContext(key.ordinal);
    try {
      driver.makeCurrent(context);
      modules = new KernelModules(driver);
    } catch (RuntimeException | Error e) {
      driver.releaseContext(key.ordinal);
      throw e;
    }
    pool = new MemoryPool(driver);
  }

  /** The device, opened if it is not; {@link #release} gives it back. */
  static CudaDevice acquire(CudaDriver driver, int ordinal) {
    synchronized (OPEN) {
      CudaDevice device = OPEN.computeIfAbsent(new Key(driver, ordinal), CudaDevice::new);
      device.users++;
      return device;
    }
  }

  /** Gives it back; the last user's closes it. */
  void release() {
    synchronized (OPEN) {
      if (--users > 0) {
        return;
      }
      OPEN.remove(key);
      makeCurrent();
      try {
        pool.clear();
        modules.close();
      } finally {
        driver.releaseContext(key.ordinal);
      }
    }
  }

  /** Makes its context the calling thread's: a backend may move from thread to thread. */
  void makeCurrent() {
    driver.makeCurrent(context);
  }

  CudaDriver driver() {
    return driver;
  }

  DeviceInfo info() {
    return info;
  }

  KernelModules modules() {
    return modules;
  }

  MemoryPool pool() {
    return pool;
  }

  /** The measured plans of matrix products. */
  MatmulTable matmulTable() {
    return matmulTable;
  }
}
