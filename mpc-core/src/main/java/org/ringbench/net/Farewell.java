package org.ringbench.net;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The end of a connection: why, for the peer, and what the pipe has to say. */
final class Farewell {
  private final Pipe pipe;
  private final FrameWriter writer;
  private final Waiter waiter;

  Farewell(Pipe pipe, FrameWriter writer, Waiter waiter) {
    this.pipe = pipe;
    this.writer = writer;
    this.waiter = waiter;
  }

  /**
   * Says goodbye.
   *
   * @param lastWords why, or null
   * @param deadline as {@link System#nanoTime} counts
   */
  void say(String lastWords, long deadline) throws IOException {
    if (lastWords != null) {
      writer.blankRest();
      while (!writer.push()) {
        waiter.await(/* reading= */ false, /* writing= */ true, deadline);
      }
      byte[] words = lastWords.getBytes(StandardCharsets.UTF_8);
      byte[] cut = Arrays.copyOf(words, Math.min(words.length, FrameBounds.ABORT_BYTES));
      writer.start(Message.ABORT, MemorySegment.ofArray(cut));
      while (!writer.push()) {
        waiter.await(/* reading= */ false, /* writing= */ true, deadline);
      }
    }
    pipe.finish();
    if (lastWords != null) {
      awaitHangUp(deadline);
    }
  }

  /** Closing over unread bytes would make the kernel throw away our last words. */
  private void awaitHangUp(long deadline) throws IOException {
    pipe.channel().shutdownOutput();
    ByteBuffer unread = ByteBuffer.allocate(1 << 16);
    while (pipe.channel().read(unread.clear()) >= 0) {
      if (unread.position() == 0) {
        waiter.await(/* reading= */ true, /* writing= */ false, deadline);
      }
    }
  }
}
