package org.ringbench.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The emulation against the kernel's: two processes in network namespaces whose link has {@code tc
 * netem}'s delay and rate, and two processes on one loopback that slow themselves down. Needs the
 * right to make namespaces.
 */
@Timeout(180)
class KernelEmulationTest {
  private static final NetworkProfile PROFILE =
      new NetworkProfile("kernel", 200_000_000, /* roundTripMillis= */ 20);

  private static final double TOLERANCE = 0.10;
  private static final int ROUNDS = 30;
  private static final int ROUND_BYTES = 100_000;

  @TempDir Path folder;
  private final String first = "ringbench-" + ProcessHandle.current().pid() + "a";
  private final String second = "ringbench-" + ProcessHandle.current().pid() + "b";
  private boolean made;

  /** One of the two processes: arguments are side, address, port and whether to emulate. */
  public static final class Side {
    private Side() {}

    /** Prints the round trip in µs, the bandwidth in bit/s, and ms for the exchanges. */
    public static void main(String[] arguments) throws IOException {
      boolean listens = arguments[0].equals("0");
      InetSocketAddress address =
          new InetSocketAddress(arguments[1], Integer.parseInt(arguments[2]));
      Role self = Role.of(listens ? 0 : 1);
      Role peer = Role.of(listens ? 1 : 0);
      try (SocketChannel channel = listens ? accept(address) : SocketChannel.open(address)) {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        Connection plain =
            new TcpConnection(
                peer, new PlainPipe(channel), 1, FrameBounds.usual(), Duration.ofSeconds(20));
        boolean emulated = Boolean.parseBoolean(arguments[3]);
        try (Connection connection = emulated ? new EmulatedConnection(plain, PROFILE) : plain) {
          LinkProbe probe = LinkProbe.measure(connection, self);
          double millis = exchanges(connection);
          System.out.printf(
              "result %.3f %.0f %.3f%n", probe.roundTripMicros(), probe.bitsPerSecond(), millis);
        }
      }
    }

    private static SocketChannel accept(InetSocketAddress address) throws IOException {
      try (ServerSocketChannel server = ServerSocketChannel.open()) {
        server.bind(address);
        System.out.println("port " + ((InetSocketAddress) server.getLocalAddress()).getPort());
        return server.accept();
      }
    }

    private static double exchanges(Connection connection) {
      MemorySegment out = MemorySegment.ofArray(new byte[ROUND_BYTES]);
      MemorySegment in = MemorySegment.ofArray(new byte[ROUND_BYTES]);
      long start = 0;
      for (int round = -10; round < ROUNDS; round++) {
        if (round == 0) {
          start = System.nanoTime(); // TCP's window has opened
        }
        connection.exchange(Message.ROUND, out, in);
      }
      return (System.nanoTime() - start) / 1e6;
    }
  }

  @Test
  void theEmulationIsWithinATenthOfTheKernels() throws Exception {
    assumeTrue(makeNamespaces(), "no right to make network namespaces with tc netem: skipped");
    double[] kernel =
        run(
            List.of("ip", "netns", "exec", first),
            List.of("ip", "netns", "exec", second),
            "10.231.7.1",
            /* emulated= */ false);
    double[] emulated = run(List.of(), List.of(), "127.0.0.1", /* emulated= */ true);
    String both =
        "kernel %s, emulated %s".formatted(Arrays.toString(kernel), Arrays.toString(emulated));
    System.out.println("round trip in us, bit/s, ms for the exchanges: " + both);
    for (int i = 0; i < kernel.length; i++) {
      assertEquals(kernel[i], emulated[i], TOLERANCE * kernel[i], both);
    }
    double predicted = PROFILE.predictMillis(ROUNDS, (long) ROUNDS * ROUND_BYTES, 0);
    assertEquals(predicted, emulated[2], TOLERANCE * predicted, both);
  }

  private double[] run(List<String> where0, List<String> where1, String address, boolean emulated)
      throws IOException, InterruptedException {
    Path output0 = folder.resolve("0-" + emulated);
    Process side0 = start(where0, output0, "0", address, "0", String.valueOf(emulated));
    try {
      String port = await(side0, output0, "port ");
      Path output1 = folder.resolve("1-" + emulated);
      Process side1 = start(where1, output1, "1", address, port, String.valueOf(emulated));
      try {
        String result = await(side0, output0, "result ");
        assertTrue(side1.waitFor(30, TimeUnit.SECONDS), "the second process goes on");
        return Arrays.stream(result.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
      } finally {
        side1.destroyForcibly();
      }
    } finally {
      side0.destroyForcibly();
    }
  }

  private static Process start(List<String> where, Path output, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(where);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Side.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** The rest of the first line of the output that starts so. */
  private static String await(Process process, Path output, String start)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      boolean over = process.waitFor(20, TimeUnit.MILLISECONDS);
      String text = Files.readString(output);
      for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n", -1)) {
        if (line.startsWith(start)) {
          return line.substring(start.length());
        }
      }
      assertTrue(!over && System.nanoTime() < deadline, text);
    }
  }

  private boolean makeNamespaces() throws IOException, InterruptedException {
    if (!call("ip", "netns", "add", first)) {
      return false;
    }
    made = true;
    String side0 = "rb0";
    String side1 = "rb1";
    String delay = PROFILE.oneWayNanos() / 1000 + "us";
    String rate = PROFILE.bitsPerSecond() + "bit";
    return call("ip", "netns", "add", second)
        && call(
            "ip", "link", "add", side0, "netns", first, "type", "veth", "peer", "name", side1,
            "netns", second)
        && call("ip", "-n", first, "address", "add", "10.231.7.1/24", "dev", side0)
        && call("ip", "-n", second, "address", "add", "10.231.7.2/24", "dev", side1)
        && call("ip", "-n", first, "link", "set", side0, "up")
        && call("ip", "-n", second, "link", "set", side1, "up")
        && netem(first, side0, delay, rate)
        && netem(second, side1, delay, rate);
  }

  private static boolean netem(String namespace, String device, String delay, String rate)
      throws IOException, InterruptedException {
    return call(
        "tc", "-n", namespace, "qdisc", "add", "dev", device, "root", "netem", "delay", delay,
        "rate", rate, "limit", "10000");
  }

  private static boolean call(String... command) throws IOException, InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        System.out.println(String.join(" ", command) + ": " + said);
        return false;
      }
      return true;
    } catch (IOException e) {
      System.out.println(e.getMessage());
      return false;
    }
  }

  @AfterEach
  void removeNamespaces() throws IOException, InterruptedException {
    if (made) {
      call("ip", "netns", "delete", first);
      call("ip", "netns", "delete", second);
    }
  }
}
