package org.ringbench.net;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.SocketChannel;

/** A pipe that tells which of its calls moved bytes; one that found nothing to do was waiting. */
final class WatchedPipe implements Pipe {
  private final Pipe inner;
  private final LinkWatch watch;

  WatchedPipe(Pipe inner, LinkWatch watch) {
    this.inner = inner;
    this.watch = watch;
  }

  private void tell(boolean moved) {
    if (moved) {
      watch.moved();
    } else {
      watch.waited();
    }
  }

  @Override
  public long write(MemorySegment from, long at) throws IOException {
    watch.waited();
    long count = inner.write(from, at);
    tell(count > 0);
    return count;
  }

  @Override
  public boolean flush() throws IOException {
    watch.waited();
    long before = inner.sent();
    boolean done = inner.flush();
    tell(inner.sent() > before);
    return done;
  }

  @Override
  public long read(MemorySegment into, long at) throws IOException {
    watch.waited();
    long count = inner.read(into, at);
    tell(count > 0);
    return count;
  }

  @Override
  public int fill() throws IOException {
    watch.waited();
    int count = inner.fill();
    tell(count > 0);
    return count;
  }

  @Override
  public SocketChannel channel() {
    return inner.channel();
  }

  @Override
  public long received() {
    return inner.received();
  }

  @Override
  public long sent() {
    return inner.sent();
  }

  @Override
  public void finish() {
    inner.finish();
  }
}
