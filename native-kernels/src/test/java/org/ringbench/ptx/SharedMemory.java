package org.ringbench.ptx;

import java.util.Arrays;
import org.ringbench.ptx.PtxFault.Kind;

/**
 * Shared memory of a block. For each granule of it the last writer and the last readers are known,
 * with each warp's count of barriers at that time: an access races with another warp's if no
 * barrier that both took part in lies between (vector clocks, as FastTrack does it).
 */
final class SharedMemory {
  private static final int ATOMIC = 1 << 31;

  final byte[] data;
  final InitialisedBytes initialised;
  private final boolean check;
  private final int shift;
  private final int[] writer;
  private final int[] readers;
  private final int[] readClock;

  /** 1 + the warp whose {@code cp.async} has not landed here yet. */
  private final byte[] pending;

  private final int[] clock;
  private final int[][] seen;
  private int event;

  SharedMemory(Launch launch, int warps) {
    int bytes = launch.sharedBytes;
    data = new byte[bytes];
    initialised = new InitialisedBytes(bytes);
    check = launch.options.checkRaces();
    shift = launch.kernel.raceGranuleShift;
    int granules = (bytes >> shift) + 1;
    pending = new byte[granules];
    writer = new int[check ? granules : 0];
    readers = new int[check ? granules : 0];
    readClock = new int[check ? granules : 0];
    clock = new int[warps];
    seen = new int[warps][warps];
  }

  void reset() {
    initialised.reset();
    Arrays.fill(writer, 0);
    Arrays.fill(readers, 0);
    Arrays.fill(pending, (byte) 0);
    Arrays.fill(clock, 1);
    for (int[] row : seen) {
      Arrays.fill(row, 0);
    }
    event = 1;
  }

  /** A barrier completed: those that wait have seen what all that arrived did. */
  void synchronise(int arrived, int waiting) {
    int[] joined = new int[clock.length];
    for (int w = 0; w < clock.length; w++) {
      if ((arrived >>> w & 1) != 0) {
        for (int v = 0; v < clock.length; v++) {
          joined[v] = Math.max(joined[v], v == w ? clock[w] : seen[w][v]);
        }
      }
    }
    event++;
    for (int w = 0; w < clock.length; w++) {
      if ((waiting >>> w & 1) != 0) {
        System.arraycopy(joined, 0, seen[w], 0, joined.length);
      }
      if ((arrived >>> w & 1) != 0) {
        clock[w] = event;
      }
    }
  }

  /** The index in {@link #data} of an access by an address in the space, checked. */
  int place(Warp w, int lane, long address, int width) {
    long at = address - Space.SHARED_START;
    if (at < 0 || at > data.length - width) {
      throw w.fault(
          Kind.OUT_OF_BOUNDS,
          lane,
          width + " bytes at byte " + at + " of the " + data.length + " of shared memory");
    }
    if ((address & (width - 1)) != 0) {
      throw w.fault(Kind.MISALIGNED, lane, width + " bytes at byte " + at + " of shared memory");
    }
    return (int) at;
  }

  void read(Warp w, int lane, int at, int width) {
    if (!initialised.test(at, width)) {
      pending(w, lane, at, width, "reads");
      throw w.fault(
          Kind.UNINITIALISED,
          lane,
          width + " bytes at byte " + at + " of shared memory were not all written");
    }
    int end = (at + width - 1) >> shift;
    int bit = 1 << w.index;
    for (int g = at >> shift; g <= end; g++) {
      if (pending[g] != 0) {
        pending(w, lane, at, width, "reads");
      }
      if (check) {
        checkWriter(w, lane, g, "reads");
        int now = clock[w.index];
        readers[g] = readClock[g] == now ? readers[g] | bit : bit;
        readClock[g] = now;
      }
    }
  }

  /**
   * The same for a warp's addresses at once, and sets each lane's place: the common case without
   * calls, everything else through {@link #read}.
   */
  void readLanes(Warp w, long[] addresses, int mask, int width, int[] places) {
    int warp = w.index;
    int bit = 1 << warp;
    int now = clock[warp];
    int[] row = seen[warp];
    int highest = data.length - width;
    boolean oneGranule = width == 1 << shift;
    long last = -1;
    int lastPlace = 0;
    for (int m = mask; m != 0; m &= m - 1) {
      int l = Integer.numberOfTrailingZeros(m);
      long address = addresses[l];
      if (address == last) {
        places[l] = lastPlace;
        continue;
      }
      long at = address - Space.SHARED_START;
      if (at < 0 || at > highest || (address & (width - 1)) != 0) {
        at = place(w, l, address, width);
      }
      int place = (int) at;
      places[l] = place;
      last = address;
      lastPlace = place;
      int g = place >> shift;
      boolean plain = oneGranule && pending[g] == 0 && initialised.test(place, width);
      if (plain && check) {
        int writing = writer[g];
        int other = (writing & 63) - 1;
        plain = writing == 0 || other == warp || (writing & ~ATOMIC) >>> 6 <= row[other];
        if (plain) {
          readers[g] = readClock[g] == now ? readers[g] | bit : bit;
          readClock[g] = now;
        }
      }
      if (!plain) {
        read(w, l, place, width);
      }
    }
  }

  private void checkWriter(Warp w, int lane, int g, String verb) {
    int last = writer[g];
    int other = (last & 63) - 1;
    if (last != 0 && other != w.index && (last & ~ATOMIC) >>> 6 > seen[w.index][other]) {
      throw race(w, lane, g, verb + " what warp " + other + " wrote since the last barrier");
    }
  }

  /**
   * A store.
   *
   * @param same whether the bytes there are equal already
   */
  void write(Warp w, int lane, int at, int width, boolean same) {
    int end = (at + width - 1) >> shift;
    for (int g = at >> shift; g <= end; g++) {
      if (pending[g] != 0) {
        pending(w, lane, at, width, "writes");
      }
      if (check) {
        if (!same || (writer[g] & ATOMIC) != 0) {
          checkWriter(w, lane, g, "writes");
        }
        checkReaders(w, lane, g);
        writer[g] = (clock[w.index] << 6) | (w.index + 1);
      }
    }
    initialised.mark(at, width);
  }

  private void checkReaders(Warp w, int lane, int g) {
    int others = readers[g] & ~(1 << w.index);
    for (int m = others; m != 0; m &= m - 1) {
      int other = Integer.numberOfTrailingZeros(m);
      if (readClock[g] > seen[w.index][other]) {
        throw race(w, lane, g, "writes what warp " + other + " read since the last barrier");
      }
    }
  }

  /** An atomic operation: no race with other atomics. */
  void atomic(Warp w, int lane, int at, int width) {
    if (!initialised.test(at, width)) {
      throw w.fault(Kind.UNINITIALISED, lane, width + " bytes at byte " + at + " of shared memory");
    }
    int end = (at + width - 1) >> shift;
    for (int g = at >> shift; g <= end; g++) {
      if (pending[g] != 0) {
        pending(w, lane, at, width, "changes");
      }
      if (check) {
        if ((writer[g] & ATOMIC) == 0) {
          checkWriter(w, lane, g, "changes");
        }
        checkReaders(w, lane, g);
        writer[g] = (clock[w.index] << 6) | (w.index + 1) | ATOMIC;
      }
    }
  }

  /** A {@code cp.async} is issued: a write that may land at any time until it is waited for. */
  void issue(Warp w, int lane, int at, int width) {
    int end = (at + width - 1) >> shift;
    for (int g = at >> shift; g <= end; g++) {
      if (pending[g] != 0) {
        pending(w, lane, at, width, "copies to");
      }
      if (check) {
        checkWriter(w, lane, g, "copies over");
        checkReaders(w, lane, g);
      }
    }
    for (int g = at >> shift; g <= end; g++) {
      pending[g] = (byte) (w.index + 1);
    }
  }

  /** It landed, as its thread waited for it: a write at that time. */
  void land(Warp w, int lane, int at, int width) {
    int end = (at + width - 1) >> shift;
    for (int g = at >> shift; g <= end; g++) {
      pending[g] = 0;
    }
    write(w, lane, at, width, false);
  }

  private void pending(Warp w, int lane, int at, int width, String verb) {
    for (int g = at >> shift; g <= (at + width - 1) >> shift; g++) {
      if (pending[g] != 0) {
        throw race(
            w, lane, g, verb + " where a cp.async of warp " + (pending[g] - 1) + " has not landed");
      }
    }
  }

  private PtxFault race(Warp w, int lane, int granule, String what) {
    return w.fault(Kind.RACE, lane, "byte " + (granule << shift) + " of shared memory: " + what);
  }
}
