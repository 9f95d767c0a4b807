package org.ringbench.cuda;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.ringbench.ring.RowIndices;

/** Row numbers with a copy in device memory, which is brought up to date when a kernel needs it. */
final class DeviceRowIndices extends RowIndices {
  private final CudaBackend owner;
  private final CudaStream stream;
  private final MemorySegment host;
  private final long address;
  private boolean stale;
  private long ticket; // of the last upload from host

  DeviceRowIndices(CudaBackend owner, CudaStream stream, int count) {
    super(count);
    this.owner = owner;
    this.stream = stream;
    long bytes = (long) count * Integer.BYTES;
    host = stream.allocateHost(bytes);
    address = stream.allocate(bytes, count + " row numbers");
  }

  @Override
  public void set(int[] values) {
    super.set(values);
    owner.enter();
    stream.awaitUpload(ticket);
    MemorySegment.copy(values, 0, host, ValueLayout.JAVA_INT, 0, values.length);
    stale = true;
  }

  boolean isOf(CudaBackend backend) {
    return owner.equals(backend);
  }

  /** Whether {@link #upload} is due. */
  boolean isStale() {
    return stale;
  }

  /** Queues the copy; kernels that read the rows before it must be in the stream already. */
  void upload() {
    ticket = stream.upload(host, address);
    stale = false;
  }

  long address() {
    return address;
  }
}
