package org.ringbench.cuda;

import java.util.List;
import org.ringbench.ring.Recording;

/** The work of some backends as one CUDA graph. */
final class GraphRecording implements Recording {
  private final List<CudaBackend> backends; // the first launches
  private final CudaStream stream;
  private final long executable;
  private boolean closed;

  /** Records what {@code work} asks of the backends. */
  GraphRecording(List<CudaBackend> backends, Runnable work) {
    this.backends = backends;
    CudaBackend first = backends.getFirst();
    stream = first.stream();
    backends.forEach(CudaBackend::flush);
    stream.beginCapture();
    List<CudaBackend> beside = backends.subList(1, backends.size());
    for (CudaBackend other : beside) {
      other.stream().after(stream);
    }
    boolean done = false;
    try {
      backends.forEach(b -> b.streamOffset().load());
      work.run();
      for (CudaBackend backend : backends) {
        backend.flush();
        backend.streamOffset().reset();
      }
      done = true;
    } finally {
      for (CudaBackend other : beside) {
        stream.after(other.stream());
      }
      executable = stream.endCapture();
      if (!done) {
        stream.destroyGraph(executable);
      }
    }
  }

  @Override
  public void replay(long streamOffset) {
    if (closed) {
      throw new IllegalStateException("the recording is closed");
    }
    backends.forEach(CudaBackend::enter);
    backends.forEach(CudaBackend::flush);
    for (CudaBackend other : backends.subList(1, backends.size())) {
      stream.after(other.stream());
    }
    backends.forEach(b -> b.streamOffset().set(streamOffset));
    stream.launchGraph(executable);
    stream.synchronise();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      stream.destroyGraph(executable);
    }
  }
}
