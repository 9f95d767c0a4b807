package org.ringbench.net;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * TLS over a socket. The engine's buffers are arrays: the JDK's AES-GCM is fastest on those.
 *
 * <p>The engine allows one thread that wraps beside one that unwraps.
 */
final class TlsPipe implements Pipe {
  private static final int RECORD_BYTES = 16 << 10; // the longest that TLS allows
  private static final int RECORDS = 8;

  private final CountedSocket socket;
  private final SSLEngine engine;
  private final int packetBytes;

  /** To be encrypted: filled up to its position. */
  private final ByteBuffer plainOut = ByteBuffer.allocate(RECORD_BYTES);

  private final MemorySegment plainOutBytes = MemorySegment.ofArray(plainOut.array());

  /** Encrypted: what remains is to be sent. */
  private final ByteBuffer out;

  /** Received: what remains is to be decrypted. */
  private final ByteBuffer in;

  /** Decrypted: what remains is to be read. */
  private final ByteBuffer plainIn;

  private final MemorySegment plainInBytes;

  TlsPipe(SocketChannel channel, SSLEngine engine) {
    socket = new CountedSocket(channel);
    this.engine = engine;
    packetBytes = engine.getSession().getPacketBufferSize();
    out = ByteBuffer.allocate(RECORDS * packetBytes).limit(0);
    in = ByteBuffer.allocate(RECORDS * packetBytes).limit(0);
    int plainBytes = Math.max(RECORD_BYTES, engine.getSession().getApplicationBufferSize());
    plainIn = ByteBuffer.allocate(2 * plainBytes).limit(0);
    plainInBytes = MemorySegment.ofArray(plainIn.array());
  }

  /**
   * Shakes hands, waiting for the peer.
   *
   * @param deadline as {@link System#nanoTime} counts
   * @throws IOException if the peer is refused, refuses, or is late
   */
  void handshake(Waiter waiter, long deadline) throws IOException {
    engine.beginHandshake();
    try {
      shakeHands(waiter, deadline);
    } catch (SSLException e) {
      sayWhy();
      throw e;
    }
  }

  private void shakeHands(Waiter waiter, long deadline) throws IOException {
    while (true) {
      HandshakeStatus status = engine.getHandshakeStatus();
      switch (status) {
        case FINISHED, NOT_HANDSHAKING -> {
          while (!drain()) {
            waiter.await(/* reading= */ false, /* writing= */ true, deadline);
          }
          return;
        }
        case NEED_TASK -> runTasks();
        case NEED_WRAP -> {
          boolean sent = wrap();
          drain();
          if (!sent) {
            waiter.await(/* reading= */ false, /* writing= */ true, deadline);
          }
        }
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          drain();
          awaitRecord(waiter, deadline);
        }
      }
    }
  }

  private void awaitRecord(Waiter waiter, long deadline) throws IOException {
    while (!unwrap()) {
      int count = fill();
      if (count < 0) {
        throw new EOFException("it hung up");
      } else if (count == 0) {
        waiter.await(/* reading= */ true, /* writing= */ false, deadline);
      }
    }
  }

  /** Sends the alert that the engine has ready after an error. */
  private void sayWhy() {
    try {
      wrap();
      drain();
    } catch (IOException _) {
      // The error that led here says more.
    }
  }

  private void runTasks() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  SSLEngine engine() {
    return engine;
  }

  @Override
  public SocketChannel channel() {
    return socket.channel();
  }

  @Override
  public long write(MemorySegment from, long at) throws IOException {
    long start = at;
    while (at < from.byteSize()) {
      if (!plainOut.hasRemaining() && !seal()) {
        break;
      }
      int count = (int) Math.min(plainOut.remaining(), from.byteSize() - at);
      MemorySegment.copy(from, at, plainOutBytes, plainOut.position(), count);
      plainOut.position(plainOut.position() + count);
      at += count;
    }
    return at - start;
  }

  @Override
  public boolean flush() throws IOException {
    return (plainOut.position() == 0 || seal()) && drain();
  }

  /** Encrypts what was taken, if there is room for it. */
  private boolean seal() throws IOException {
    while (plainOut.position() > 0) {
      if (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
        runTasks();
      }
      if (!wrap()) {
        return false;
      }
    }
    return true;
  }

  /** Makes a record; false if there is no room for it. */
  private boolean wrap() throws IOException {
    if (out.capacity() - out.limit() < packetBytes) {
      drain();
      out.compact().flip();
      if (out.capacity() - out.limit() < packetBytes) {
        return false;
      }
    }
    int start = out.position();
    out.position(out.limit()).limit(out.capacity());
    plainOut.flip();
    try {
      SSLEngineResult result = engine.wrap(plainOut, out);
      if (result.getStatus() == SSLEngineResult.Status.CLOSED && result.bytesProduced() == 0) {
        throw new EOFException("the connection is closed");
      }
    } finally {
      plainOut.compact();
      out.limit(out.position()).position(start);
    }
    return true;
  }

  /** Sends what is encrypted; whether all has gone. */
  private boolean drain() throws IOException {
    if (!socket.drain(out)) {
      return false;
    }
    out.clear().limit(0);
    return true;
  }

  @Override
  public long read(MemorySegment into, long at) throws IOException {
    long start = at;
    while (at < into.byteSize()) {
      if (!plainIn.hasRemaining() && !unwrap()) {
        int count = fill();
        if (count == 0 || (count < 0 && at > start)) {
          break;
        } else if (count < 0) {
          return -1;
        }
        continue;
      }
      int count = (int) Math.min(plainIn.remaining(), into.byteSize() - at);
      MemorySegment.copy(plainInBytes, plainIn.position(), into, at, count);
      plainIn.position(plainIn.position() + count);
      at += count;
    }
    return at - start;
  }

  /** Decrypts a record; false if none has arrived whole. */
  private boolean unwrap() throws IOException {
    if (!in.hasRemaining()) {
      return false;
    }
    plainIn.compact();
    SSLEngineResult result;
    try {
      result = engine.unwrap(in, plainIn);
    } finally {
      plainIn.flip();
    }
    switch (result.getHandshakeStatus()) {
      case NEED_TASK -> runTasks();
      default -> {} // a key update is answered by the next record that is sent
    }
    return switch (result.getStatus()) {
      case OK -> true;
      case BUFFER_UNDERFLOW -> false;
      case CLOSED -> throw new EOFException("it closed the connection");
      case BUFFER_OVERFLOW -> throw new SSLException("a record is too long");
    };
  }

  @Override
  public int fill() throws IOException {
    return socket.fill(in);
  }

  @Override
  public long received() {
    return socket.received();
  }

  @Override
  public long sent() {
    return socket.sent();
  }

  @Override
  public void finish() {
    engine.closeOutbound();
    sayWhy();
  }
}
