package org.ringbench.ptx;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** How a warp's addresses lie: sectors of global memory, banks of shared memory. */
final class AccessShape {
  /** Sectors of a page: 2^15, so 1 MB. */
  private static final int PAGE_BITS = 15;

  private final Map<Long, BitSet> pages = new HashMap<>();
  private BitSet page;
  private long pageNumber = -1;
  private final long[] seen = new long[64];
  private final int[] bankCount = new int[32];
  private final long[] bankWords = new long[32 * 64];

  /** Distinct 32-byte sectors of so many bytes, no more than 32, at each lane's address. */
  int sectors(long[] addresses, int mask) {
    int count = 0;
    long last = -1;
    for (int m = mask; m != 0; m &= m - 1) {
      long sector = addresses[Integer.numberOfTrailingZeros(m)] >>> 5;
      if (sector != last) {
        last = sector;
        int i = count - 1;
        while (i >= 0 && seen[i] != sector) {
          i--;
        }
        if (i < 0) {
          seen[count++] = sector;
        }
      }
    }
    for (int i = 0; i < count; i++) {
      touch(seen[i]);
    }
    return count;
  }

  private void touch(long sector) {
    if (sector >>> PAGE_BITS != pageNumber) {
      pageNumber = sector >>> PAGE_BITS;
      page = pages.computeIfAbsent(pageNumber, _ -> new BitSet(1 << PAGE_BITS));
    }
    page.set((int) sector & ((1 << PAGE_BITS) - 1));
  }

  /** Distinct sectors of all accesses so far. */
  long touched() {
    return pages.values().stream().mapToLong(BitSet::cardinality).sum();
  }

  /** Cycles beyond the fewest: a warp's access is served in parts of 128 bytes. */
  int conflicts(long[] addresses, int mask, int width) {
    int lanes = width <= 4 ? 32 : 128 / width;
    int extra = 0;
    for (int first = 0; first < 32; first += lanes) {
      int part = mask & (lanes == 32 ? -1 : ((1 << lanes) - 1) << first);
      if (part != 0) {
        extra += part(addresses, part, width) - 1;
      }
    }
    return extra;
  }

  private int part(long[] addresses, int mask, int width) {
    long lowest = Long.MAX_VALUE;
    long highest = 0;
    for (int m = mask; m != 0; m &= m - 1) {
      long address = addresses[Integer.numberOfTrailingZeros(m)];
      lowest = Math.min(lowest, address);
      highest = Math.max(highest, address);
    }
    if (highest + width - lowest <= 128) {
      return 1; // No two words of so short a range share a bank.
    }
    Arrays.fill(bankCount, 0);
    int most = 1;
    int words = Math.max(1, width / 4);
    for (int m = mask; m != 0; m &= m - 1) {
      long word = addresses[Integer.numberOfTrailingZeros(m)] >> 2;
      for (int k = 0; k < words; k++) {
        most = Math.max(most, add(word + k));
      }
    }
    return most;
  }

  private int add(long word) {
    int bank = (int) word & 31;
    int count = bankCount[bank];
    for (int i = 0; i < count; i++) {
      if (bankWords[bank * 64 + i] == word) {
        return count;
      }
    }
    bankWords[bank * 64 + count] = word;
    bankCount[bank] = count + 1;
    return count + 1;
  }
}
