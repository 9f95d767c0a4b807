package org.ringbench.bench.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A wire between two processes on this machine, which a test can cut. */
final class CuttableProxy implements AutoCloseable {
  private final ServerSocket door;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean swallowing;

  CuttableProxy() throws IOException {
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  /** Starts to carry to {@code port}; the port to connect to instead. */
  int towards(int port) {
    Thread.ofPlatform().daemon().start(() -> accept(port));
    return door.getLocalPort();
  }

  private void accept(int port) {
    try {
      while (true) {
        Socket near = door.accept();
        sockets.add(near);
        Socket far = new Socket();
        sockets.add(far);
        far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        carry(near, far);
        carry(far, near);
      }
    } catch (IOException _) {
      // Cut.
    }
  }

  private void carry(Socket from, Socket to) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try (InputStream in = from.getInputStream();
                  OutputStream out = to.getOutputStream()) {
                from.setTcpNoDelay(true);
                byte[] bytes = new byte[1 << 16];
                int count;
                while ((count = in.read(bytes)) >= 0) {
                  if (!swallowing) {
                    out.write(bytes, 0, count);
                  }
                }
              } catch (IOException _) {
                // Cut, or one of the two has closed.
              }
            });
  }

  /** From now on nothing arrives, though both connections stay open. */
  void swallow() {
    swallowing = true;
  }

  @Override
  public void close() {
    cut();
  }

  /** Closes all connections. */
  void cut() {
    try {
      door.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
