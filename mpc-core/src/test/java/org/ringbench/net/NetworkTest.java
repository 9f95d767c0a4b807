package org.ringbench.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The three roles find each other over loopback, without TLS. */
@Timeout(60)
class NetworkTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();

  private NetworkSetup setup(Role role, int port) {
    return new NetworkSetup(role, "127.0.0.1", port)
        .listeningOn(0, Optional.empty())
        .with(LIMIT, LIMIT)
        .with((String notice) -> notices.add(notice));
  }

  private static CompletableFuture<Connections> beside(Network network) {
    return CompletableFuture.supplyAsync(
        network::connect, r -> Thread.ofPlatform().daemon().start(r));
  }

  private CompletableFuture<Connections> open(Role role, int port) {
    return beside(Network.listen(setup(role, port)));
  }

  private static void talk(Connections own, Connections peers) {
    MemorySegment word = MemorySegment.ofArray(new long[] {own.self().rank()});
    own.to(peers.self()).send(Message.DONE, word);
    byte[] heard = peers.to(own.self()).receive(Message.DONE, 8);
    assertEquals(own.self().rank(), heard[0]);
  }

  private void finish(Network master, CompletableFuture<Connections> worker0)
      throws InterruptedException, ExecutionException {
    var dealer = open(Role.DEALER, master.port());
    var worker1 = open(Role.WORKER1, master.port());
    finish(worker0.get(), worker1.get(), dealer.get());
  }

  private static void finish(Connections... all) {
    for (Connections own : all) {
      for (Connections peer : all) {
        if (own.self() != peer.self()) {
          assertEquals(peer.self(), own.to(peer.self()).peer());
          talk(own, peer);
        }
      }
      assertThrows(IllegalArgumentException.class, () -> own.to(own.self()));
    }
    for (Connections own : all) {
      own.close();
    }
  }

  @Test
  void theMasterMayStartFirst() throws Exception {
    try (Network master = Network.listen(setup(Role.WORKER0, 0))) {
      finish(master, beside(master));
    }
  }

  @Test
  void theMasterMayStartLast() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    var dealer = open(Role.DEALER, port);
    var worker1 = open(Role.WORKER1, port);
    var worker0 = open(Role.WORKER0, port);
    finish(worker0.get(), worker1.get(), dealer.get());
  }

  @Test
  void strangersDoNotEndTheWait() throws Exception {
    try (Network master = Network.listen(setup(Role.WORKER0, 0))) {
      var worker0 = beside(master);
      refused(master.port(), "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertTrue(notice().endsWith("it is no ringbench process: its first bytes are wrong"));
      refused(master.port(), new byte[] {0x16, 3, 1, 0, 100});
      assertTrue(notice().endsWith("it speaks TLS, and this side was started without keys"));
      refused(master.port(), new Hello(Role.WORKER0, false, 0, 0, 0, "").encode());
      assertTrue(notice().contains("it is worker 0: worker 0 expects "), "a second worker 0");
      byte[] future = new Hello(Role.WORKER1, false, 0, 0, 0, "").encode();
      future[7] = 9;
      refused(master.port(), future);
      assertTrue(notice().endsWith("it speaks version 9 of the protocol: expected 1"));
      byte[] strange = new Hello(Role.WORKER1, false, 0, 0, 0, "").encode();
      strange[11] = 7;
      refused(master.port(), strange);
      assertTrue(notice().endsWith("it says that it has rank 7: expected 0, 1 or 2"));
      try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), master.port())) {
        assertTrue(silent.isConnected()); // says nothing, and keeps nobody waiting
        finish(master, worker0);
      }
    }
  }

  private String notice() throws InterruptedException {
    String notice = notices.poll(30, TimeUnit.SECONDS);
    return notice == null ? "nobody was refused" : notice;
  }

  private static void refused(int port, byte[] bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    }
  }

  @Test
  void aSecondProcessOfARoleIsToldSo() throws Exception {
    try (Network master = Network.listen(setup(Role.WORKER0, 0))) {
      var worker0 = beside(master);
      var dealers =
          new CompletableFuture<?>[] {
            open(Role.DEALER, master.port()), open(Role.DEALER, master.port())
          };
      Throwable refused = null;
      try {
        CompletableFuture.anyOf(dealers).get();
      } catch (ExecutionException e) {
        refused = e.getCause();
      }
      assertEquals(
          "worker 0 at 127.0.0.1:%d refused this process: it is a second process in the role of the dealer"
              .formatted(master.port()),
          refused == null ? "nobody was refused" : refused.getMessage());
      var worker1 = open(Role.WORKER1, master.port());
      CompletableFuture<?> other = dealers[0].isCompletedExceptionally() ? dealers[1] : dealers[0];
      finish(worker0.get(), worker1.get(), (Connections) other.get());
    }
  }

  @Test
  void whoDoesNotComeIsNamed() throws Exception {
    NetworkSetup impatient =
        setup(Role.WORKER0, 0).with(LIMIT, /* wait= */ Duration.ofMillis(1500));
    try (Network master = Network.listen(impatient)) {
      var worker1 = open(Role.WORKER1, master.port());
      LinkException e = assertThrows(LinkException.class, master::connect);
      String sentence = "the dealer did not come to port %d within 2 s".formatted(master.port());
      assertEquals(sentence, e.getMessage());
      ExecutionException other = assertThrows(ExecutionException.class, worker1::get);
      assertEquals(
          "worker 0 at 127.0.0.1:%d refused this process: %s".formatted(master.port(), sentence),
          other.getCause().getMessage());
    }
  }

  @Test
  void whoWasWaitedForInVainIsNamed() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    NetworkSetup impatient =
        setup(Role.DEALER, port).with(LIMIT, /* wait= */ Duration.ofMillis(300));
    LinkException e = assertThrows(LinkException.class, () -> Network.open(impatient));
    assertTrue(
        e.getMessage().startsWith("worker 0 at 127.0.0.1:%d did not answer".formatted(port)),
        e.getMessage());
  }

  @Test
  void aDealerOfAnotherSessionIsRefused() throws Exception {
    try (Network master = Network.listen(setup(Role.WORKER0, 0));
        Network second = Network.listen(setup(Role.WORKER1, master.port()));
        Socket toMaster = new Socket(InetAddress.getLoopbackAddress(), master.port())) {
      var worker0 = beside(master);
      var worker1 = beside(second);
      Hello session = greet(toMaster, new Hello(Role.DEALER, false, 0, 0, 0, ""));
      assertEquals(second.port(), session.port());
      assertEquals("127.0.0.1", session.text());
      try (Socket old = new Socket(InetAddress.getLoopbackAddress(), session.port())) {
        Hello answer = greet(old, new Hello(Role.DEALER, false, session.session() + 1, 2, 0, ""));
        assertTrue(answer.refusal());
        assertEquals("it belongs to another session", answer.text());
      }
      try (Socket right = new Socket(InetAddress.getLoopbackAddress(), session.port())) {
        assertTrue(greet(right, session.from(Role.DEALER)).hasSession(session));
        worker0.get().close();
        worker1.get().close();
      }
    }
  }

  private static Hello greet(Socket socket, Hello hello) throws IOException {
    socket.getOutputStream().write(hello.encode());
    return Hello.decode(socket.getInputStream().readNBytes(Hello.BYTES));
  }

  @Test
  void plaintextStaysOnThisMachine() {
    NetworkSetup far = new NetworkSetup(Role.DEALER, "192.0.2.1", 29_500).with(LIMIT, LIMIT);
    NetworkException e = assertThrows(NetworkException.class, () -> Network.open(far));
    assertEquals(
        "192.0.2.1 is not this machine: expected keys for TLS (see keys), or --insecure for"
            + " plaintext",
        e.getMessage());
    NetworkSetup open = new NetworkSetup(Role.WORKER0, "192.0.2.1", 0).with(LIMIT, LIMIT);
    assertThrows(NetworkException.class, () -> Network.listen(open));
    Network.listen(open.insecurely()).close();
  }

  @Test
  void aPortInUseIsNamed() {
    try (Network master = Network.listen(setup(Role.WORKER0, 0))) {
      int port = master.port();
      NetworkException e =
          assertThrows(NetworkException.class, () -> Network.listen(setup(Role.WORKER0, port)));
      assertTrue(
          e.getMessage().startsWith("worker 0 cannot listen on port " + port), e.getMessage());
    }
  }

  @Test
  void valuesAreChecked() {
    assertThrows(NetworkException.class, () -> new NetworkSetup(Role.DEALER, "", 1));
    assertThrows(NetworkException.class, () -> new NetworkSetup(Role.DEALER, "a b", 1));
    assertThrows(NetworkException.class, () -> new NetworkSetup(Role.DEALER, "host", 70_000));
    assertThrows(NetworkException.class, () -> setup(Role.DEALER, 1).with(Duration.ZERO, LIMIT));
  }
}
