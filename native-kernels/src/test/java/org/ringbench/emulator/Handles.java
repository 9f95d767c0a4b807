package org.ringbench.emulator;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.ringbench.cuda.driver.CudaStatus;

/** What the driver has made, by the numbers that its callers know. */
final class Handles {
  private final Map<Long, DriverObject> objects = new HashMap<>();
  private long last = 0x5000_0000_0000L;

  /** A number that stands for nothing yet. */
  long next() {
    last += 16;
    return last;
  }

  long add(DriverObject object) {
    long handle = next();
    objects.put(handle, object);
    return handle;
  }

  /**
   * An object of a context.
   *
   * @throws org.ringbench.cuda.driver.CudaException if the number stands for nothing, for an object
   *     of another kind, or for one of another context
   */
  <T extends DriverObject> T find(Class<T> type, long handle, EmulatedContext context) {
    DriverObject object = objects.get(handle);
    if (!type.isInstance(object) || object.context != context) {
      throw CudaStatus.failure(
          CudaStatus.INVALID_HANDLE,
          "use of 0x%x as a %s of this context"
              .formatted(handle, type.getSimpleName().toLowerCase(Locale.ROOT)));
    }
    return type.cast(object);
  }

  void remove(long handle) {
    objects.remove(handle);
  }

  void removeIf(Predicate<DriverObject> gone) {
    objects.values().removeIf(gone);
  }

  Stream<DriverObject> objects() {
    return objects.values().stream();
  }
}
