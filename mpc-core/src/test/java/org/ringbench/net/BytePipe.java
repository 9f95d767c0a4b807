package org.ringbench.net;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.SocketChannel;

/** A pipe in memory: what is written is kept, what is read was given. */
final class BytePipe implements Pipe {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private byte[] given = new byte[0];
  private int at;

  BytePipe() {}

  BytePipe(byte[] bytes) {
    given = bytes;
  }

  byte[] written() {
    return written.toByteArray();
  }

  @Override
  public SocketChannel channel() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long write(MemorySegment from, long start) {
    written.writeBytes(from.asSlice(start).toArray(ValueLayout.JAVA_BYTE));
    return from.byteSize() - start;
  }

  @Override
  public boolean flush() {
    return true;
  }

  @Override
  public long read(MemorySegment into, long start) {
    if (at == given.length) {
      return -1;
    }
    int count = (int) Math.min(given.length - at, into.byteSize() - start);
    MemorySegment.copy(MemorySegment.ofArray(given), at, into, start, count);
    at += count;
    return count;
  }

  @Override
  public int fill() {
    return 0;
  }

  @Override
  public long received() {
    return at;
  }

  @Override
  public long sent() {
    return written.size();
  }

  @Override
  public void finish() {}
}
