package org.ringbench.bench.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.net.Connections;
import org.ringbench.net.LinkException;
import org.ringbench.net.Message;
import org.ringbench.net.Network;
import org.ringbench.net.NetworkException;
import org.ringbench.net.NetworkSetup;
import org.ringbench.net.Role;
import org.ringbench.net.TlsIdentity;

/** Who is let in by TLS, and who is not; from keys made as the command makes them. */
@Timeout(90)
class TlsNetworkTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration YEAR = Duration.ofDays(365);

  @TempDir Path folder;
  private Path keys;
  private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();

  @BeforeEach
  void makeKeys() {
    keys = folder.resolve("keys");
    Installation.demo(keys, YEAR, /* force= */ false);
  }

  private NetworkSetup setup(Role role, int port) {
    return new NetworkSetup(role, "127.0.0.1", port)
        .listeningOn(0, Optional.empty())
        .with(LIMIT, LIMIT)
        .with((String notice) -> notices.add(notice))
        .with(TlsIdentity.read(keys.resolve(TlsIdentity.shortName(role))));
  }

  private static CompletableFuture<Connections> beside(NetworkSetup setup) {
    return CompletableFuture.supplyAsync(
        () -> Network.open(setup), r -> Thread.ofPlatform().daemon().start(r));
  }

  @Test
  void strangersAreRefusedAndTheRightOnesComeIn() throws Exception {
    Path other = folder.resolve("other");
    Installation.demo(other, YEAR, /* force= */ false);
    Path expired = keys.resolve("expired.pem");
    Authority.read(keys.resolve("ca"))
        .sign(
            keys.resolve("worker1").resolve(Requests.FILE),
            Duration.ofSeconds(-1),
            expired,
            /* force= */ false);
    try (Network master = Network.listen(setup(Role.WORKER0, 0))) {
      var worker0 =
          CompletableFuture.supplyAsync(
              master::connect, r -> Thread.ofPlatform().daemon().start(r));
      Path own = keys.resolve("worker1");
      Path certificate = own.resolve(TlsIdentity.CERTIFICATE_FILE);
      knock(master.port(), context(own, expired), "TLSv1.3");
      assertNotice("it has a certificate that has expired");
      Path stranger = other.resolve("worker1");
      knock(
          master.port(),
          context(stranger, stranger.resolve(TlsIdentity.CERTIFICATE_FILE)),
          "TLSv1.3");
      assertNotice("it has a certificate that does not come from the CA of this session");
      knock(master.port(), context(own, null), "TLSv1.3");
      assertNotice("it showed no certificate");
      knock(master.port(), context(own, certificate), "TLSv1.2");
      assertNotice("it does not speak TLS 1.3");
      Path dealer = keys.resolve("dealer");
      knock(
          master.port(), context(dealer, dealer.resolve(TlsIdentity.CERTIFICATE_FILE)), "TLSv1.3");
      assertNotice("it says that it is worker 1 and has the certificate of the dealer");
      try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), master.port())) {
        plain.getOutputStream().write(hello());
        plain.getInputStream().readAllBytes();
      }
      assertNotice("it does not speak TLS");

      var second = beside(setup(Role.WORKER1, master.port()));
      var third = beside(setup(Role.DEALER, master.port()));
      try (Connections a = worker0.get();
          Connections b = second.get();
          Connections c = third.get()) {
        MemorySegment seed = MemorySegment.ofArray(new byte[] {1, 2, 3});
        c.to(Role.WORKER1).send(Message.SEED, seed);
        assertArrayEquals(new byte[] {1, 2, 3}, b.to(Role.DEALER).receive(Message.SEED, 3));
        int large = 3_000_000;
        MemorySegment out = MemorySegment.ofArray(new byte[large]).fill((byte) 5);
        MemorySegment in = MemorySegment.ofArray(new byte[large]);
        var other0 =
            CompletableFuture.runAsync(
                () ->
                    a.to(Role.WORKER1)
                        .exchange(Message.ROUND, out, MemorySegment.ofArray(new byte[large])),
                r -> Thread.ofPlatform().daemon().start(r));
        b.to(Role.WORKER0).exchange(Message.ROUND, out, in);
        other0.get();
        assertEquals(-1, out.mismatch(in));
        b.abort("done with it");
        LinkException e =
            assertThrows(LinkException.class, () -> a.to(Role.WORKER1).receive(Message.DONE, 1));
        assertEquals("worker 1 stopped: done with it", e.getMessage());
      }
    }
  }

  /** A greeting of worker 1: magic, version, rank, and no text. */
  private static byte[] hello() {
    return ByteBuffer.allocate(640).putInt(0x52424831).putInt(1).putInt(1).array();
  }

  private static void knock(int port, SSLContext context, String protocol) throws IOException {
    try (SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.setEnabledProtocols(new String[] {protocol});
      socket.getOutputStream().write(hello());
      socket.getInputStream().readAllBytes();
    } catch (IOException _) {
      // Refused, as it should be: the notice says why.
    }
  }

  private void assertNotice(String end) throws InterruptedException {
    String notice = notices.poll(30, TimeUnit.SECONDS);
    assertTrue(notice != null && notice.contains(end), end + " expected: " + notice);
  }

  /** TLS as a stranger may do it; without a certificate file it shows none. */
  private static SSLContext context(Path directory, Path certificate) throws Exception {
    KeyManager[] keyManagers = new KeyManager[0];
    X509Certificate ca = Authority.certificate(directory.resolve(TlsIdentity.CA_FILE));
    if (certificate != null) {
      byte[] key =
          PemFiles.read(
              directory.resolve(TlsIdentity.KEY_FILE), "private key", List.of("PRIVATE KEY"));
      PrivateKey secret =
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key));
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, new char[0]);
      store.setKeyEntry(
          "own",
          secret,
          new char[0],
          new X509Certificate[] {Authority.certificate(certificate), ca});
      KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
      factory.init(store, new char[0]);
      keyManagers = factory.getKeyManagers();
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, new char[0]);
    // Whom the stranger trusts is its own affair: here the CA of the session.
    Path session = directory.getParent().resolveSibling("keys").resolve("ca");
    trusted.setCertificateEntry("ca", Authority.certificate(session.resolve(TlsIdentity.CA_FILE)));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    TrustManager[] trustManagers = trust.getTrustManagers();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers, trustManagers, null);
    return context;
  }

  @Test
  void aMasterWithAnotherRolesCertificateIsRefused() throws Exception {
    Path dealer = keys.resolve("dealer");
    SSLContext context = context(dealer, dealer.resolve(TlsIdentity.CERTIFICATE_FILE));
    assertMasterRefused(context, "has the certificate of the dealer");
  }

  @Test
  void aMasterOfAnotherCaIsRefused() throws Exception {
    Path other = folder.resolve("other");
    Installation.demo(other, YEAR, /* force= */ false);
    Path own = other.resolve("worker0");
    assertMasterRefused(
        context(own, own.resolve(TlsIdentity.CERTIFICATE_FILE)),
        "has a certificate that does not come from the CA of this session");
  }

  private void assertMasterRefused(SSLContext context, String why) throws Exception {
    try (SSLServerSocket server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var worker1 = setup(Role.WORKER1, server.getLocalPort());
      var answering =
          CompletableFuture.runAsync(
              () -> {
                try (var socket = server.accept()) {
                  socket.getInputStream().readAllBytes();
                } catch (IOException _) {
                  // The peer has left.
                }
              },
              r -> Thread.ofPlatform().daemon().start(r));
      LinkException e = assertThrows(LinkException.class, () -> Network.open(worker1));
      assertEquals(
          "worker 0 at 127.0.0.1:%d %s".formatted(server.getLocalPort(), why), e.getMessage());
      answering.get();
    }
  }

  @Test
  void aMasterInPlaintextIsRefused() throws Exception {
    NetworkSetup plain =
        new NetworkSetup(Role.WORKER0, "127.0.0.1", 0)
            .with(LIMIT, LIMIT)
            .with((String notice) -> notices.add(notice));
    try (Network master = Network.listen(plain)) {
      Thread.ofPlatform().daemon().start(() -> assertThrows(LinkException.class, master::connect));
      LinkException e =
          assertThrows(LinkException.class, () -> Network.open(setup(Role.DEALER, master.port())));
      assertEquals(
          "worker 0 at 127.0.0.1:%d does not speak TLS".formatted(master.port()), e.getMessage());
      assertNotice("it speaks TLS, and this side was started without keys");
      NetworkSetup without = new NetworkSetup(Role.DEALER, "127.0.0.1", 1).with(LIMIT, LIMIT);
      assertEquals(Optional.empty(), without.tls());
    }
  }

  @Test
  void keysAreCheckedWhenTheyAreRead() throws IOException {
    Path own = keys.resolve("worker0");
    Path key = own.resolve(TlsIdentity.KEY_FILE);
    assertEquals(Role.WORKER0, TlsIdentity.read(own).role());
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    assertEquals(key + " can be read or changed by others: run chmod 600 " + key, refusal(own));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Path other = keys.resolve("worker1");
    assertTrue(
        assertThrows(
                NetworkException.class,
                () ->
                    TlsIdentity.read(
                        key,
                        other.resolve(TlsIdentity.CERTIFICATE_FILE),
                        own.resolve(TlsIdentity.CA_FILE)))
            .getMessage()
            .startsWith(key + " is not the key of "));
    Files.writeString(own.resolve(TlsIdentity.CERTIFICATE_FILE), "no certificate");
    assertTrue(refusal(own).endsWith("holds no certificate in PEM"));
    Files.delete(own.resolve(TlsIdentity.CA_FILE));
    assertTrue(refusal(own).contains("holds no certificate") || refusal(own).contains("missing"));
    NetworkSetup dealer = new NetworkSetup(Role.DEALER, "127.0.0.1", 1);
    assertThrows(NetworkException.class, () -> dealer.with(TlsIdentity.read(other)));
  }

  private static String refusal(Path directory) {
    return assertThrows(NetworkException.class, () -> TlsIdentity.read(directory)).getMessage();
  }
}
