package org.ringbench.cuda;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.ringbench.cuda.driver.CudaDriver;

/**
 * What CUDA backends of this process have asked of their GPU, counted at the driver: those that a
 * provider makes between {@link #start} and {@link #close}. Others run without a trace of it.
 *
 * <p>Kernels are timed by a pair of events around each launch, so that watched work is slower than
 * other work. A recorded graph is timed and launched as a whole, with the gaps between its kernels.
 */
public final class CudaActivity implements AutoCloseable {
  private static final AtomicReference<CudaActivity> ACTIVE = new AtomicReference<>();

  private final Map<CudaDriver, CudaDriver> watched = new HashMap<>();
  private final LongAdder launches = new LongAdder();
  private final LongAdder kernelNanos = new LongAdder();
  private final LongAdder uploads = new LongAdder();
  private final LongAdder uploadedBytes = new LongAdder();
  private final LongAdder downloads = new LongAdder();
  private final LongAdder downloadedBytes = new LongAdder();
  private final LongAdder copiedBytes = new LongAdder();
  private final Map<Long, Long> blocks = new HashMap<>(); // bytes by address
  private long bytes;
  private long peakBytes;

  /**
   * Sums so far.
   *
   * @param launches of kernels, those of replayed graphs among them
   * @param kernelNanos of launches and graphs that the host has waited for, by the device's clock
   * @param uploads copies from the host to the device
   * @param uploadedBytes of those
   * @param downloads copies from the device to the host
   * @param downloadedBytes of those
   * @param copiedBytes within the device
   * @param peakBytes the most device memory that was allocated at a time
   */
  public record Counts(
      long launches,
      long kernelNanos,
      long uploads,
      long uploadedBytes,
      long downloads,
      long downloadedBytes,
      long copiedBytes,
      long peakBytes) {

    /** What has come since an earlier reading; the peak is that of all time. */
    public Counts since(Counts before) {
      return new Counts(
          launches - before.launches,
          kernelNanos - before.kernelNanos,
          uploads - before.uploads,
          uploadedBytes - before.uploadedBytes,
          downloads - before.downloads,
          downloadedBytes - before.downloadedBytes,
          copiedBytes - before.copiedBytes,
          peakBytes);
    }
  }

  private CudaActivity() {}

  /**
   * Begins to watch what is opened from now on.
   *
   * @throws IllegalStateException if somebody watches already
   */
  public static CudaActivity start() {
    CudaActivity activity = new CudaActivity();
    if (!ACTIVE.compareAndSet(null, activity)) {
      throw new IllegalStateException("the GPU's activity is watched already");
    }
    return activity;
  }

  /** The driver for a backend that is about to be opened: itself, unless somebody watches. */
  static CudaDriver watch(CudaDriver driver) {
    return Optional.ofNullable(ACTIVE.get())
        .map(activity -> activity.watched(driver))
        .orElse(driver);
  }

  private synchronized CudaDriver watched(CudaDriver driver) {
    return watched.computeIfAbsent(driver, known -> WatchedDriver.of(known, this));
  }

  /** The sums. */
  public synchronized Counts counts() {
    return new Counts(
        launches.sum(),
        kernelNanos.sum(),
        uploads.sum(),
        uploadedBytes.sum(),
        downloads.sum(),
        downloadedBytes.sum(),
        copiedBytes.sum(),
        peakBytes);
  }

  void launched(long kernels) {
    launches.add(kernels);
  }

  void ran(long nanos) {
    kernelNanos.add(nanos);
  }

  void uploaded(long count) {
    uploads.increment();
    uploadedBytes.add(count);
  }

  void downloaded(long count) {
    downloads.increment();
    downloadedBytes.add(count);
  }

  void copied(long count) {
    copiedBytes.add(count);
  }

  synchronized void allocated(long address, long count) {
    blocks.put(address, count);
    bytes += count;
    peakBytes = Math.max(peakBytes, bytes);
  }

  synchronized void freed(long address) {
    bytes -= Optional.ofNullable(blocks.remove(address)).orElse(0L);
  }

  /** Watches nothing that is opened later. */
  @Override
  public void close() {
    ACTIVE.compareAndSet(this, null);
  }
}
