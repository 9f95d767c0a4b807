package org.ringbench.cuda;

import java.lang.foreign.MemorySegment;
import org.ringbench.ring.HostBuffer;
import org.ringbench.ring.RingTensor;

/** A tensor's words in page-locked memory, for a link: one copy each way, and no other. */
final class PinnedBuffer implements HostBuffer {
  private final CudaBackend backend;
  private final CudaStream stream;
  private final DeviceTensor tensor;
  private final MemorySegment host;
  private long ticket; // of the last upload

  PinnedBuffer(CudaBackend backend, CudaStream stream, DeviceTensor tensor) {
    this.backend = backend;
    this.stream = stream;
    this.tensor = tensor;
    host = stream.allocateHost(tensor.bytes());
  }

  @Override
  public RingTensor tensor() {
    return tensor;
  }

  @Override
  public MemorySegment read(int words) {
    backend.enter();
    backend.flush();
    MemorySegment part = part(words);
    stream.download(tensor.address(), part);
    return part;
  }

  @Override
  public MemorySegment write(int words) {
    backend.enter();
    stream.awaitUpload(ticket);
    return part(words);
  }

  @Override
  public void written(int words) {
    backend.enter();
    backend.flush();
    ticket = stream.upload(part(words), tensor.address());
  }

  private MemorySegment part(int words) {
    return host.asSlice(0, (long) words * Long.BYTES);
  }
}
