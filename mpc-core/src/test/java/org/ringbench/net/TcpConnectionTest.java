package org.ringbench.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections over the loopback interface. */
@Timeout(60)
class TcpConnectionTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(400);

  private static Connection[] pair(Duration limit) {
    return Loopback.pair(Role.WORKER0, Role.WORKER1, FrameBounds.usual(), limit);
  }

  private static MemorySegment random(int seed, int bytes) {
    byte[] values = new byte[bytes];
    new Random(seed).nextBytes(values);
    return MemorySegment.ofArray(values);
  }

  private static CompletableFuture<Void> beside(Runnable task) {
    return CompletableFuture.runAsync(task, r -> Thread.ofPlatform().daemon().start(r));
  }

  private static String failure(Connection connection, Runnable task) {
    String message = assertThrows(LinkException.class, task::run).getMessage();
    String again =
        assertThrows(
                LinkException.class,
                () -> connection.send(Message.DONE, MemorySegment.ofArray(new byte[1])))
            .getMessage();
    assertEquals(message, again, "the first reason is kept");
    return message;
  }

  @Test
  void largeMessagesCrossEachOther() throws Exception {
    Connection[] ends = pair(LONG);
    try (Connection a = ends[0];
        Connection b = ends[1]) {
      for (int bytes : new int[] {0, 1, 1000, 1 << 20, 30_000_001}) {
        MemorySegment fromA = random(1, bytes);
        MemorySegment fromB = random(2, bytes);
        MemorySegment atA = MemorySegment.ofArray(new byte[bytes]);
        MemorySegment atB = MemorySegment.ofArray(new byte[bytes]);
        var other = beside(() -> b.exchange(Message.ROUND, fromB, atB));
        a.exchange(Message.ROUND, fromA, atA);
        other.get();
        assertEquals(-1, fromA.mismatch(atB));
        assertEquals(-1, fromB.mismatch(atA));
      }
      assertEquals(5, a.traffic().rounds());
      assertEquals(a.traffic(), b.traffic().atPeer());
      assertEquals(31_049_578, a.traffic().bytesSent());
    }
  }

  @Test
  void oneThreadSendsWhileAnotherReceives() throws Exception {
    Connection[] ends = pair(LONG);
    try (Connection a = ends[0];
        Connection b = ends[1]) {
      MemorySegment payload = random(3, 3_000_000);
      Runnable[] tasks = new Runnable[4];
      for (int i = 0; i < 2; i++) {
        Connection end = ends[i];
        tasks[2 * i] =
            () -> {
              for (int n = 0; n < 20; n++) {
                end.send(Message.CORRELATIONS, payload);
              }
            };
        tasks[2 * i + 1] =
            () -> {
              for (int n = 0; n < 20; n++) {
                MemorySegment in = MemorySegment.ofArray(new byte[3_000_000]);
                end.receive(Message.CORRELATIONS, in);
                assertEquals(-1, payload.mismatch(in));
              }
            };
      }
      CompletableFuture<?>[] running = new CompletableFuture<?>[4];
      for (int i = 0; i < 4; i++) {
        running[i] = beside(tasks[i]);
      }
      CompletableFuture.allOf(running).get();
      assertEquals(60_000_000, b.traffic().bytesReceived());
      assertEquals(a.traffic(), b.traffic().atPeer());
    }
  }

  @Test
  void signsOfLifeKeepASlowPeer() throws Exception {
    Connection[] ends = pair(SHORT);
    try (Connection a = ends[0];
        Connection b = ends[1]) {
      var slow =
          beside(
              () -> {
                compute(SHORT.multipliedBy(4));
                b.send(Message.SEED, random(4, 16));
              });
      assertArrayEquals(random(4, 16).toArray(ValueLayout.JAVA_BYTE), a.receive(Message.SEED, 16));
      slow.get();
    }
  }

  /** A peer that computes does not read: a large message waits for it. */
  @Test
  void signsOfLifeKeepAPeerThatDoesNotRead() throws Exception {
    Connection[] ends = pair(SHORT);
    try (Connection a = ends[0];
        Connection b = ends[1]) {
      var slow =
          beside(
              () -> {
                compute(SHORT.multipliedBy(4));
                b.receive(Message.CORRELATIONS, 100_000_000);
              });
      a.send(Message.CORRELATIONS, random(5, 100_000_000));
      slow.get();
    }
  }

  /** Lets that time pass, as a computation does. */
  private static void compute(Duration time) {
    try {
      assertTrue(!new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSilentPeerIsFound() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Connection a = dial(server);
        Socket silent = server.accept()) {
      assertTrue(silent.isConnected());
      assertEquals(
          "worker 1 was lost: it said nothing for 0.4 s",
          failure(a, () -> a.receive(Message.SEED, 16)));
    }
  }

  @Test
  void aSilentPeerIsFoundWhileSending() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Connection a = dial(server);
        Socket silent = server.accept()) {
      assertTrue(silent.isConnected());
      assertEquals(
          "worker 1 was lost: it said nothing for 0.4 s",
          failure(a, () -> a.send(Message.ROUND, random(6, 200_000_000))));
    }
  }

  @Test
  void garbageEndsTheConnection() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Connection a = dial(server);
        Socket stranger = server.accept()) {
      OutputStream out = stranger.getOutputStream();
      out.write("GET / HTTP/1.1\r\nHost: example.org\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      assertEquals(
          "worker 1 sent what is no frame (its first bytes are wrong)",
          failure(a, () -> a.receive(Message.SEED, 16)));
      assertTrue(stranger.getInputStream().readAllBytes().length >= 28, "no last words");
    }
  }

  private static Connection dial(ServerSocket server) throws IOException {
    SocketChannel channel =
        SocketChannel.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()));
    channel.configureBlocking(false);
    return new TcpConnection(Role.WORKER1, new PlainPipe(channel), 7, FrameBounds.usual(), SHORT);
  }

  @Test
  void aPeerThatHangsUpIsFoundAtOnce() {
    Connection[] ends = pair(LONG);
    ends[1].close();
    assertEquals(
        "worker 1 was lost: it hung up", failure(ends[0], () -> ends[0].receive(Message.SEED, 16)));
  }

  @Test
  void thePeersReasonArrives() {
    Connection[] ends = pair(LONG);
    ends[1].abort("the disk is full at step 7");
    String sentence = "worker 1 stopped: the disk is full at step 7";
    assertEquals(sentence, failure(ends[0], () -> ends[0].receive(Message.SEED, 16)));
  }

  /** The reason lies behind data that nobody has read yet, and both are large. */
  @Test
  void thePeersReasonArrivesWhileSending() throws Exception {
    Connection[] ends = pair(LONG);
    ends[1].send(Message.DATA, random(7, 50_000));
    var waiting =
        beside(
            () ->
                assertEquals(
                    "worker 1 stopped: enough",
                    failure(ends[0], () -> sendForEver(ends[0], random(8, 20_000_000)))));
    ends[1].abort("enough");
    waiting.get();
  }

  /** The peer reads on for a while after its last words: no number of bytes is too much for it. */
  private static void sendForEver(Connection end, MemorySegment payload) {
    while (true) {
      end.send(Message.ROUND, payload);
    }
  }

  @Test
  void closingEndsAWait() throws Exception {
    Connection[] ends = pair(LONG);
    CountDownLatch started = new CountDownLatch(1);
    var waiting =
        beside(
            () -> {
              started.countDown();
              ends[0].receive(Message.SEED, 16);
            });
    started.await();
    ends[0].close();
    ExecutionException e = assertThrows(ExecutionException.class, waiting::get);
    assertEquals("the connection to worker 1 is closed", e.getCause().getMessage());
    ends[1].close();
  }

  @Test
  void aFrameOfAnotherTypeOrSizeIsOutOfTurn() {
    Connection[] ends = pair(LONG);
    ends[1].send(Message.DATA, random(9, 8));
    assertEquals(
        "worker 1 sent DATA where SEED comes next",
        failure(ends[0], () -> ends[0].receive(Message.SEED, 16)));
    assertEquals(
        "worker 0 stopped: worker 1 sent DATA where SEED comes next",
        failure(ends[1], () -> ends[1].receive(Message.SEED, 16)));
  }

  @Test
  void aMessageBeyondItsBoundIsNotSent() {
    Connection[] ends = pair(LONG);
    try (Connection a = ends[0];
        Connection b = ends[1]) {
      assertThrows(IllegalArgumentException.class, () -> a.send(Message.SEED, random(10, 1 << 20)));
      a.send(Message.SEED, random(11, 16)); // and nothing is broken
      assertEquals(16, b.receive(Message.SEED, 16).length);
    }
  }

  /** Lengths that change from round to round. It does not provoke what FrameWriter tells of. */
  @Test
  void everyFrameHasItsOwnLength() throws Exception {
    Connection[] ends = pair(LONG);
    try (Connection one = ends[0];
        Connection two = ends[1]) {
      CompletableFuture<Void> other = beside(() -> exchangeLengths(two));
      exchangeLengths(one);
      other.get(30, TimeUnit.SECONDS);
    }
  }

  private static void exchangeLengths(Connection connection) {
    int[] lengths = {512, 4096, 4112, 1024, 512, 1024, 1040, 1024};
    for (int round = 0; round < 4_000; round++) {
      byte[] out = new byte[lengths[round % lengths.length]];
      byte[] in = new byte[out.length];
      Arrays.fill(out, (byte) round);
      connection.exchange(Message.ROUND, MemorySegment.ofArray(out), MemorySegment.ofArray(in));
      assertArrayEquals(out, in);
    }
  }
}
