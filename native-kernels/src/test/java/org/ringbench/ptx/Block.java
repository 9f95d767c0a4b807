package org.ringbench.ptx;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.ringbench.ptx.PtxFault.Kind;

/** A block: its warps, barriers and shared memory. One object serves many blocks in turn. */
final class Block {
  private static final int BARRIERS = 16;

  final Launch launch;
  final Warp[] warps;
  final SharedMemory shared;
  int linear;
  int x;
  int y;
  int z;

  /** Whether the last arrival completed its barrier, so that the warp need not wait. */
  boolean complete;

  private final int[] arrived = new int[BARRIERS];
  private final int[] expected = new int[BARRIERS];

  /** Warps that arrived, and those of them that wait. */
  private final int[] arrivedWarps = new int[BARRIERS];

  private final int[] waitingWarps = new int[BARRIERS];

  Block(Launch launch) {
    this.launch = launch;
    warps = new Warp[(launch.threads + 31) / 32];
    shared = new SharedMemory(launch, warps.length);
    for (int i = 0; i < warps.length; i++) {
      warps[i] = new Warp(launch, this, i);
    }
  }

  void run(long index, RandomGenerator random) {
    linear = (int) index;
    x = (int) (index % launch.gridX);
    y = (int) (index / launch.gridX % launch.gridY);
    z = (int) (index / launch.gridX / launch.gridY);
    shared.reset();
    Arrays.fill(arrived, 0);
    Arrays.fill(expected, 0);
    Arrays.fill(arrivedWarps, 0);
    Arrays.fill(waitingWarps, 0);
    for (Warp warp : warps) {
      warp.reset();
    }
    int[] order = new int[warps.length];
    int left = warps.length;
    while (left > 0) {
      Orders.fill(order, launch.options.order(), random);
      boolean progress = false;
      for (int i : order) {
        if (warps[i].state == null) {
          progress = true;
          if (warps[i].run() == Warp.State.DONE) {
            left--;
          }
        }
      }
      if (!progress) {
        throw stuck();
      }
    }
    for (int barrier = 0; barrier < BARRIERS; barrier++) {
      if (arrived[barrier] != 0) {
        throw warps[0].fault(
            Kind.BARRIER, -1, "the block ended, and barrier " + barrier + " is not complete");
      }
    }
  }

  private PtxFault stuck() {
    for (int barrier = 0; barrier < BARRIERS; barrier++) {
      if (waitingWarps[barrier] != 0) {
        Warp waiting = warps[Integer.numberOfTrailingZeros(waitingWarps[barrier])];
        waiting.pc--;
        long exited = Arrays.stream(warps).filter(w -> w.state == Warp.State.DONE).count();
        return waiting.fault(
            Kind.BARRIER,
            -1,
            arrived[barrier]
                + " threads wait at barrier "
                + barrier
                + ", which needs "
                + expected[barrier]
                + "; of "
                + warps.length
                + " warps "
                + exited
                + " have exited");
      }
    }
    throw new IllegalStateException("no warp can run, and none waits");
  }

  /** A warp arrives at a barrier; the last one that it needs releases all. */
  void arrive(Warp warp, int barrier, int threads, boolean waits) {
    if (barrier < 0 || barrier >= BARRIERS) {
      throw warp.fault(Kind.BARRIER, -1, "barrier " + barrier + ", expected 0 to 15");
    }
    int count = threads < 0 ? warps.length * 32 : threads;
    if (count <= 0 || count % 32 != 0 || count > warps.length * 32) {
      throw warp.fault(
          Kind.BARRIER,
          -1,
          "a barrier of "
              + count
              + " threads in a block of "
              + launch.threads
              + ", expected a multiple of 32");
    }
    if (arrived[barrier] != 0 && expected[barrier] != count) {
      throw warp.fault(
          Kind.BARRIER,
          -1,
          "barrier " + barrier + " waits for " + expected[barrier] + " threads, not for " + count);
    }
    if ((arrivedWarps[barrier] >>> warp.index & 1) != 0) {
      throw warp.fault(Kind.BARRIER, -1, "arrives twice at barrier " + barrier);
    }
    expected[barrier] = count;
    arrived[barrier] += 32;
    arrivedWarps[barrier] |= 1 << warp.index;
    waitingWarps[barrier] |= waits ? 1 << warp.index : 0;
    complete = arrived[barrier] == count;
    if (complete) {
      shared.synchronise(arrivedWarps[barrier], waitingWarps[barrier]);
      for (int m = waitingWarps[barrier]; m != 0; m &= m - 1) {
        warps[Integer.numberOfTrailingZeros(m)].state = null;
      }
      arrived[barrier] = 0;
      arrivedWarps[barrier] = 0;
      waitingWarps[barrier] = 0;
    }
  }
}
