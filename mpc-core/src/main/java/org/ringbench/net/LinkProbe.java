package org.ringbench.net;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What a connection achieves, measured at the start of a session.
 *
 * @param roundTripMicros the median of many small messages there and back
 * @param bitsPerSecond each way, of a few large messages
 */
public record LinkProbe(double roundTripMicros, double bitsPerSecond) {
  private static final int WARM_UP = 5;
  private static final int SMALL = 25;
  private static final int LARGE = 5;
  private static final int SMALL_BYTES = 8;
  private static final int LARGE_BYTES = 1 << 20;
  private static final double NANOS_PER_MICRO = 1e3;
  private static final double BITS_PER_NANO = 8e9; // of bytes a ns, in bits a second

  /**
   * Measures a connection; the peer calls this at the same time. Takes about 30 round trips and the
   * time of 12 MB.
   *
   * @param self the role of this process
   * @return the same at both ends
   * @throws LinkException if the peer is lost
   */
  public static LinkProbe measure(Connection connection, Role self) {
    return measure(connection, self, TimeSource.SYSTEM);
  }

  static LinkProbe measure(Connection connection, Role self, TimeSource time) {
    boolean first = self.rank() < connection.peer().rank();
    bounce(connection, first, time, WARM_UP, SMALL_BYTES);
    double roundTrip = bounce(connection, first, time, SMALL, SMALL_BYTES);
    bounce(connection, first, time, 1, LARGE_BYTES);
    double large = bounce(connection, first, time, LARGE, LARGE_BYTES);
    MemorySegment result = MemorySegment.ofArray(new double[2]);
    ValueLayout.OfDouble layout = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    if (first) {
      double nanos = Math.max(1, (large - roundTrip) / 2); // one way
      result.set(layout, 0, roundTrip / NANOS_PER_MICRO);
      result.set(layout, Double.BYTES, LARGE_BYTES / nanos * BITS_PER_NANO);
      connection.send(Message.PROBE, result);
    } else {
      connection.receive(Message.PROBE, result);
    }
    return new LinkProbe(result.get(layout, 0), result.get(layout, Double.BYTES));
  }

  /** The median time there and back, in ns. */
  private static double bounce(
      Connection connection, boolean first, TimeSource time, int times, int bytes) {
    MemorySegment out = MemorySegment.ofArray(new byte[bytes]);
    MemorySegment in = MemorySegment.ofArray(new byte[bytes]);
    long[] nanos = new long[times];
    for (int i = 0; i < times; i++) {
      long start = time.nanos();
      if (first) {
        connection.send(Message.PROBE, out);
        connection.receive(Message.PROBE, in);
      } else {
        connection.receive(Message.PROBE, in);
        connection.send(Message.PROBE, out);
      }
      nanos[i] = time.nanos() - start;
    }
    Arrays.sort(nanos);
    return nanos[times / 2];
  }
}
