package org.ringbench.net;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.SocketChannel;

/**
 * Bytes over a socket, each way in order; nothing here waits. One thread may write while another
 * reads.
 */
interface Pipe {
  /** The socket, for waiting. */
  SocketChannel channel();

  /**
   * Takes bytes for sending, as many as have room now.
   *
   * @return how many of those from {@code at} on were taken
   */
  long write(MemorySegment from, long at) throws IOException;

  /** Sends what was taken; whether all of it has gone. */
  boolean flush() throws IOException;

  /**
   * Gives received bytes, as many as are there.
   *
   * @return how many, or -1 at the end
   */
  long read(MemorySegment into, long at) throws IOException;

  /** Takes from the socket what has room, to learn whether the peer is alive; -1 at the end. */
  int fill() throws IOException;

  /** Bytes that have come out of the socket so far: signs of life. */
  long received();

  /** Bytes that the socket has taken so far. */
  long sent();

  /** Says goodbye as far as that is possible without waiting. */
  void finish();
}
