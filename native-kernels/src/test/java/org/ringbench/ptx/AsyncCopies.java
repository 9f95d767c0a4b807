package org.ringbench.ptx;

import java.util.Arrays;

/**
 * The {@code cp.async} of a warp that have not landed. What they copy is read at their issue and
 * written when their thread waits for them: the latest that the hardware may do it.
 */
final class AsyncCopies {
  private final Warp warp;

  /** Groups that each lane has committed. */
  private final int[] committed = new int[32];

  private int size;
  private int[] lane = new int[64];
  private int[] group = new int[64];
  private int[] at = new int[64];
  private int[] width = new int[64];
  private long[] low = new long[64];
  private long[] high = new long[64];

  AsyncCopies(Warp warp) {
    this.warp = warp;
  }

  void reset() {
    size = 0;
    Arrays.fill(committed, 0);
  }

  void issue(int ofLane, int target, int bytes, long lowWord, long highWord) {
    if (size == lane.length) {
      int more = size * 2;
      lane = Arrays.copyOf(lane, more);
      group = Arrays.copyOf(group, more);
      at = Arrays.copyOf(at, more);
      width = Arrays.copyOf(width, more);
      low = Arrays.copyOf(low, more);
      high = Arrays.copyOf(high, more);
    }
    lane[size] = ofLane;
    group[size] = committed[ofLane];
    at[size] = target;
    width[size] = bytes;
    low[size] = lowWord;
    high[size] = highWord;
    size++;
  }

  void commit(int mask) {
    for (int m = mask; m != 0; m &= m - 1) {
      committed[Integer.numberOfTrailingZeros(m)]++;
    }
  }

  /** Waits until no more than so many of the latest groups are pending; -1 for all copies. */
  void await(int mask, int pending) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      int l = lane[i];
      boolean lands = (mask >>> l & 1) != 0 && (pending < 0 || group[i] < committed[l] - pending);
      if (lands) {
        land(i);
      } else {
        lane[kept] = lane[i];
        group[kept] = group[i];
        at[kept] = at[i];
        width[kept] = width[i];
        low[kept] = low[i];
        high[kept] = high[i];
        kept++;
      }
    }
    size = kept;
  }

  private void land(int i) {
    SharedMemory shared = warp.block.shared;
    shared.land(warp, lane[i], at[i], width[i]);
    MemoryAccess.put(shared.data, at[i], Math.min(8, width[i]), low[i]);
    if (width[i] == 16) {
      MemoryAccess.put(shared.data, at[i] + 8, 8, high[i]);
    }
  }
}
