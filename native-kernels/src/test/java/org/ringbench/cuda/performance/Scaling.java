package org.ringbench.cuda.performance;

import java.util.ArrayList;
import java.util.List;
import org.ringbench.cuda.performance.DeviceLog.Copied;
import org.ringbench.cuda.performance.DeviceLog.Entry;
import org.ringbench.cuda.performance.DeviceLog.Launched;
import org.ringbench.ptx.LaunchCounts;

/** Counts of what is too large for the interpreter, from two runs of the same program. */
final class Scaling {
  private Scaling() {}

  /**
   * A step at {@code batch} rows from two at fewer, launch by launch: every count, and the blocks,
   * as a straight line through the two. Where the two runs took different kernels for one product,
   * the larger run's counts grow in proportion to the batch.
   *
   * @throws IllegalArgumentException if the runs are not the same sequence of launches
   */
  static List<Entry> step(
      List<Entry> small, int smallBatch, List<Entry> large, int largeBatch, int batch) {
    if (small.size() != large.size()) {
      throw new IllegalArgumentException(
          "a step of %d entries and one of %d: expected the same"
              .formatted(small.size(), large.size()));
    }
    double times = (double) (batch - largeBatch) / (largeBatch - smallBatch);
    double ratio = (double) batch / largeBatch;
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < large.size(); i++) {
      Entry from = small.get(i);
      Entry to = large.get(i);
      entries.add(
          switch (to) {
            case Launched b when from instanceof Launched a && a.stream() == b.stream() ->
                a.kernel().equals(b.kernel())
                    ? new Launched(
                        b.stream(),
                        b.kernel(),
                        Math.max(1, Math.round(b.blocks() + (b.blocks() - a.blocks()) * times)),
                        b.counts().plusDifference(b.counts(), a.counts(), times))
                    : new Launched(
                        b.stream(),
                        b.kernel(),
                        Math.round(b.blocks() * ratio),
                        b.counts().plusDifference(b.counts(), LaunchCounts.none(), ratio - 1));
            case Launched b ->
                throw new IllegalArgumentException(
                    "entry %d is %s in one run and %s in the other"
                        .formatted(i, from.getClass().getSimpleName(), b.kernel()));
            case Copied b -> new Copied(b.stream(), Math.round(b.bytes() * ratio));
            default -> to;
          });
    }
    return entries;
  }

  /**
   * A product of whole tiles without slices, exactly: the counts are those of the tiles, and a
   * tile's are a straight line in its steps along k.
   *
   * @param one a launch with one unit of words along k
   * @param two the same with two
   * @param units of k that are asked for
   * @param tiles how many times the launches' tiles are asked for
   * @param touched distinct sectors of the three matrices
   */
  static Launched product(Launched one, Launched two, int units, long tiles, long touched) {
    LaunchCounts tile = two.counts().plusDifference(two.counts(), one.counts(), units - 2);
    LaunchCounts all = tile.plusDifference(tile, LaunchCounts.none(), (double) (tiles - 1));
    return new Launched(
        two.stream(),
        two.kernel(),
        two.blocks() * tiles,
        new LaunchCounts(
            all.warpInstructions(),
            all.laneInstructions(),
            all.byOpcode(),
            all.globalBytesLoaded(),
            all.globalBytesStored(),
            all.sharedBytes(),
            all.globalSectors(),
            touched,
            all.sharedConflictCycles()));
  }
}
