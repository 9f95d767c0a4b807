package org.ringbench.emulator;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.ringbench.ptx.LaunchCounts;

/** What the device of an {@link EmulatedDriver} has done since the start, or the last reset. */
public final class DriverStatistics {
  private final Map<String, Long> launches = new TreeMap<>();
  private final Map<String, LaunchCounts> counts = new TreeMap<>();
  private long uploads;
  private long uploadedBytes;
  private long downloads;
  private long downloadedBytes;
  private long copiedBytes;
  private long clearedBytes;
  private long allocations;
  private long allocatedBytes;
  private long peakBytes;
  private long graphLaunches;
  private long synchronisations;

  DriverStatistics() {}

  /** Launches done, by the kernel's name; those in graphs included. */
  public synchronized Map<String, Long> launches() {
    return Collections.unmodifiableMap(new TreeMap<>(launches));
  }

  /** Launches done in all. */
  public synchronized long launchTotal() {
    return launches.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Instructions and bytes of all launches, by the kernel's name. */
  public synchronized Map<String, LaunchCounts> counts() {
    return Collections.unmodifiableMap(new TreeMap<>(counts));
  }

  /** Copies to the device. */
  public synchronized long uploads() {
    return uploads;
  }

  /** Bytes copied to the device. */
  public synchronized long uploadedBytes() {
    return uploadedBytes;
  }

  /** Copies from the device. */
  public synchronized long downloads() {
    return downloads;
  }

  /** Bytes copied from the device. */
  public synchronized long downloadedBytes() {
    return downloadedBytes;
  }

  /** Bytes copied within the device. */
  public synchronized long copiedBytes() {
    return copiedBytes;
  }

  /** Bytes set to zero. */
  public synchronized long clearedBytes() {
    return clearedBytes;
  }

  /** Allocations of device memory. */
  public synchronized long allocations() {
    return allocations;
  }

  /** Bytes of device memory that are allocated now, on all devices. */
  public synchronized long allocatedBytes() {
    return allocatedBytes;
  }

  /** The most bytes of device memory that were allocated at one time. */
  public synchronized long peakBytes() {
    return peakBytes;
  }

  /** Runs of graphs that were asked for. */
  public synchronized long graphLaunches() {
    return graphLaunches;
  }

  /** Waits of the host for a stream or an event. */
  public synchronized long synchronisations() {
    return synchronisations;
  }

  /** Starts again from zero; what is allocated stays counted. */
  public synchronized void reset() {
    launches.clear();
    counts.clear();
    uploads = 0;
    uploadedBytes = 0;
    downloads = 0;
    downloadedBytes = 0;
    copiedBytes = 0;
    clearedBytes = 0;
    allocations = 0;
    peakBytes = allocatedBytes;
    graphLaunches = 0;
    synchronisations = 0;
  }

  synchronized void launched(String kernel, LaunchCounts count) {
    launches.merge(kernel, 1L, Long::sum);
    counts.merge(kernel, count, LaunchCounts::plus);
  }

  synchronized void uploaded(long bytes) {
    uploads++;
    uploadedBytes += bytes;
  }

  synchronized void downloaded(long bytes) {
    downloads++;
    downloadedBytes += bytes;
  }

  synchronized void copied(long bytes) {
    copiedBytes += bytes;
  }

  synchronized void cleared(long bytes) {
    clearedBytes += bytes;
  }

  synchronized void allocated(long bytes) {
    allocations++;
    allocatedBytes += bytes;
    peakBytes = Math.max(peakBytes, allocatedBytes);
  }

  synchronized void freed(long bytes) {
    allocatedBytes -= bytes;
  }

  synchronized void graphLaunched() {
    graphLaunches++;
  }

  synchronized void synchronised() {
    synchronisations++;
  }
}
