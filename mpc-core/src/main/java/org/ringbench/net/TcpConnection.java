package org.ringbench.net;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A connection over TCP, by TLS or plain. A timer tells the peer that this side is alive while it
 * has nothing to send, and listens while nobody receives.
 */
final class TcpConnection implements Connection {
  private static final MemorySegment NOTHING = MemorySegment.ofArray(new byte[0]);

  /** How long an abort may take. */
  private static final long LAST_WORDS_NANOS = 300_000_000;

  /** Signs of life within the time limit. */
  private static final int ALIVES = 5;

  /** Reads of the socket before a thread sleeps; the later ones leave the core to others. */
  private static final int SPINS = 10;

  private static final int YIELDS = 60;

  private final Role peer;
  private final Pipe pipe;
  private final FrameBounds bounds;
  private final long limit; // in ns
  private final FrameWriter writer;
  private final FrameReader reader;
  private final ReentrantLock sending = new ReentrantLock();
  private final ReentrantLock receiving = new ReentrantLock();
  private final Waiter sendWaiter;
  private final Waiter receiveWaiter;
  private final Farewell farewell;
  private final ScheduledFuture<?> timer;

  private final AtomicLong rounds = new AtomicLong();
  private final AtomicLong bytesSent = new AtomicLong();
  private final AtomicLong bytesReceived = new AtomicLong();

  private final AtomicReference<LinkException> failure = new AtomicReference<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile long spoke = System.nanoTime(); // when this side last sent a frame

  /**
   * A connection over a pipe that is ready for frames; starts its timer.
   *
   * @param session that every frame must name
   * @param limit after which a silent peer is taken for lost
   */
  TcpConnection(Role peer, Pipe pipe, long session, FrameBounds bounds, Duration limit)
      throws IOException {
    this.peer = peer;
    this.pipe = pipe;
    this.bounds = bounds;
    this.limit = limit.toNanos();
    writer = new FrameWriter(pipe, session);
    reader = new FrameReader(pipe, session, bounds);
    sendWaiter = new Waiter(pipe.channel());
    receiveWaiter = new Waiter(pipe.channel());
    farewell = new Farewell(pipe, writer, sendWaiter);
    timer = Timers.every(this::tick, Math.max(1, this.limit / ALIVES));
  }

  @Override
  public Role peer() {
    return peer;
  }

  @Override
  public void send(Message type, MemorySegment payload) {
    requireInBounds(type, payload);
    sending.lock();
    try {
      start(type, payload);
      transfer(/* send= */ true, /* receive= */ false, sendWaiter);
      bytesSent.addAndGet(payload.byteSize());
    } catch (IOException | RuntimeException e) {
      throw fail(e);
    } finally {
      sending.unlock();
    }
  }

  @Override
  public void receive(Message type, MemorySegment into) {
    receiving.lock();
    try {
      reader.expect(type, into);
      receive();
    } catch (IOException | RuntimeException e) {
      throw fail(e);
    } finally {
      receiving.unlock();
    }
  }

  @Override
  public byte[] receive(Message type, int maxBytes) {
    receiving.lock();
    try {
      reader.expect(type, maxBytes);
      return receive().toArray(ValueLayout.JAVA_BYTE);
    } catch (IOException | RuntimeException e) {
      throw fail(e);
    } finally {
      receiving.unlock();
    }
  }

  private MemorySegment receive() throws IOException {
    transfer(/* send= */ false, /* receive= */ true, receiveWaiter);
    MemorySegment payload = reader.payload();
    bytesReceived.addAndGet(payload.byteSize());
    return payload;
  }

  @Override
  public void exchange(Message type, MemorySegment out, MemorySegment in) {
    requireInBounds(type, out);
    sending.lock();
    receiving.lock();
    try {
      start(type, out);
      reader.expect(type, in);
      transfer(/* send= */ true, /* receive= */ true, receiveWaiter);
      reader.payload();
      rounds.incrementAndGet();
      bytesSent.addAndGet(out.byteSize());
      bytesReceived.addAndGet(in.byteSize());
    } catch (IOException | RuntimeException e) {
      throw fail(e);
    } finally {
      receiving.unlock();
      sending.unlock();
    }
  }

  private void requireInBounds(Message type, MemorySegment payload) {
    if (payload.byteSize() > bounds.of(type)) {
      throw new IllegalArgumentException(
          "%d bytes of %s: this session allows %d"
              .formatted(payload.byteSize(), type, bounds.of(type)));
    }
  }

  private void start(Message type, MemorySegment payload) throws IOException {
    requireOpen();
    if (!writer.isTaken()) { // a sign of life that had no room
      transfer(/* send= */ true, /* receive= */ false, sendWaiter);
    }
    writer.start(type, payload);
    spoke = System.nanoTime();
  }

  private void requireOpen() {
    if (failure.get() != null) {
      throw failure.get();
    }
  }

  /**
   * Writes and reads in turn until the frame of each direction is through: two peers that only
   * wrote would wait for each other for ever. Tries for some microseconds before it sleeps, since a
   * round trip may be shorter than waking up.
   */
  private void transfer(boolean send, boolean receive, Waiter waiter) throws IOException {
    boolean gone = !send;
    boolean come = !receive;
    int turns = 0;
    long signs = -1;
    long since = 0;
    while (true) {
      gone = gone || writer.push();
      come = come || reader.pull();
      if (gone && come) {
        return;
      }
      requireOpen();
      if (!come && reader.isEnded()) {
        throw new EOFException();
      }
      if (come) {
        listen(); // a peer that computes does not read, but it says that it is alive
      }
      long now = pipe.received() + (receive ? 0 : pipe.sent());
      if (now != signs) {
        signs = now;
        turns = 0;
        since = System.nanoTime();
      } else if (turns < SPINS) {
        turns++;
        Thread.onSpinWait();
      } else if (turns < YIELDS) {
        turns++;
        leaveCore();
      } else {
        long left = limit - (System.nanoTime() - since);
        if (left <= 0) {
          throw new SocketTimeoutException();
        }
        waiter.awaitFor(!come, !gone, Math.min(left, limit / ALIVES));
      }
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // yielding is the point: the peer may need the core
  private static void leaveCore() {
    Thread.yield();
  }

  /** Takes from the socket what has come, unless another thread does just that. */
  private void listen() {
    if (receiving.tryLock()) {
      try {
        pipe.fill();
      } catch (IOException _) {
        // Whoever receives or sends next finds out.
      } finally {
        receiving.unlock();
      }
    }
  }

  /** Says that this side is alive, if it has not said anything else; never waits. */
  private void tick() {
    listen();
    if (!sending.tryLock()) {
      return;
    }
    try {
      if (failure.get() != null) {
        return;
      }
      if (writer.isTaken() && System.nanoTime() - spoke >= limit / (2 * ALIVES)) {
        writer.start(Message.ALIVE, NOTHING);
        spoke = System.nanoTime();
      }
      writer.push();
    } catch (IOException | RuntimeException _) {
      // Whoever sends next finds out.
    } finally {
      sending.unlock();
    }
  }

  /** Ends the connection after an error; what the caller throws. */
  private RuntimeException fail(Exception e) {
    LinkException before = failure.get();
    if (before != null) {
      return before; // what this thread met is an effect of that
    }
    boolean tell = false;
    String sentence =
        switch (e) {
          case PeerStoppedException stopped -> stoppedSentence(stopped);
          case FrameException bad -> {
            tell = true;
            yield peer + " " + bad.getMessage();
          }
          case SocketTimeoutException _ -> {
            tell = true;
            yield "%s was lost: it said nothing for %.1f s".formatted(peer, limit / 1e9);
          }
          case IOException io -> lost(io);
          default -> null;
        };
    if (sentence == null) {
      close();
      return (RuntimeException) e;
    }
    LinkException first = new LinkException(sentence);
    if (!failure.compareAndSet(null, first)) {
      first = failure.get();
    }
    shut(tell ? sentence : null);
    return first;
  }

  private String stoppedSentence(PeerStoppedException stopped) {
    return "%s stopped: %s".formatted(peer, stopped.getMessage());
  }

  /** The peer may have said why, before it hung up. */
  private String lost(IOException e) {
    if (receiving.tryLock()) {
      try {
        reader.skipToAbort();
      } catch (PeerStoppedException stopped) {
        return stoppedSentence(stopped);
      } catch (IOException | RuntimeException _) {
        // It did not.
      } finally {
        receiving.unlock();
      }
    }
    return switch (e) {
      case EOFException _, ClosedChannelException _ -> peer + " was lost: it hung up";
      case InterruptedIOException _ -> "the connection to " + peer + " was interrupted";
      default -> "%s was lost: %s".formatted(peer, e.getMessage());
    };
  }

  @Override
  public Traffic traffic() {
    return new Traffic(rounds.get(), bytesSent.get(), bytesReceived.get());
  }

  @Override
  public void abort(String reason) {
    failure.compareAndSet(null, new LinkException("this side has stopped: " + reason));
    shut(reason);
  }

  @Override
  public void close() {
    failure.compareAndSet(null, new LinkException("the connection to " + peer + " is closed"));
    shut(null);
  }

  /** Closes the socket, once; other threads that wait on it fail. */
  private void shut(String lastWords) {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    timer.cancel(false);
    sendWaiter.wake();
    receiveWaiter.wake();
    long deadline = System.nanoTime() + LAST_WORDS_NANOS;
    try {
      if (sending.tryLock(LAST_WORDS_NANOS, TimeUnit.NANOSECONDS)) {
        try {
          farewell.say(lastWords, deadline);
        } finally {
          sending.unlock();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException _) {
      // The peer is gone: nobody listens.
    }
    for (AutoCloseable part : new AutoCloseable[] {pipe.channel(), sendWaiter, receiveWaiter}) {
      try {
        part.close();
      } catch (Exception _) {
        // Nothing can be done about it.
      }
    }
  }
}
