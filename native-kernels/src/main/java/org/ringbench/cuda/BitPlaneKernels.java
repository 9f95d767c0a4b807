package org.ringbench.cuda;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;
import org.ringbench.cuda.driver.CudaDriver.Grid;
import org.ringbench.ring.AndLevel;
import org.ringbench.ring.BitPlanes;
import org.ringbench.ring.ComparisonLayout;

/**
 * The comparison on bit planes: {@code planes.cu}. Each method is one launch; shapes are the
 * caller's to check. Nothing here allocates but the first use of a level.
 */
final class BitPlaneKernels {
  /** Bytes of the kernels' parameters. */
  static final int PLANE_PARAMETER_BYTES = 56;

  static final int AND_PARAMETER_BYTES = 88;

  private static final int TILE_THREADS = 256;
  private static final int AND_THREADS = 128;

  /** A warp of 32 threads a tile. */
  private static final int SIGN_THREADS = 128;

  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

  private final Launcher launcher;
  private final Kernel compareChunks;
  private final Kernel dealComparison;
  private final Kernel signBit;
  private final Kernel andMask;
  private final Kernel andCombine;
  private final Kernel dealAnd;
  private final Map<AndLevel, PlanesLevel> levels = new HashMap<>();

  /** Takes its kernels from the launcher. */
  BitPlaneKernels(Launcher launcher) {
    this.launcher = launcher;
    compareChunks = launcher.kernel("compare_chunks", PLANE_PARAMETER_BYTES);
    dealComparison = launcher.kernel("deal_comparison", PLANE_PARAMETER_BYTES);
    signBit = launcher.kernel("sign_bit", PLANE_PARAMETER_BYTES);
    andMask = launcher.kernel("and_mask", AND_PARAMETER_BYTES);
    andCombine = launcher.kernel("and_combine", AND_PARAMETER_BYTES);
    dealAnd = launcher.kernel("deal_and", AND_PARAMETER_BYTES);
  }

  /** What the kernels need to know of a level; kept. */
  PlanesLevel level(AndLevel level) {
    return levels.computeIfAbsent(level, PlanesLevel::of);
  }

  void compareChunks(
      ComparisonLayout layout,
      DeviceTensor c,
      DeviceTensor dealt,
      boolean firstParty,
      DeviceTensor pairs) {
    int tiles = packPlanes(compareChunks, layout, c, dealt, 0, firstParty, pairs);
    launcher.launch(compareChunks, new Grid(tiles, 1, 1, TILE_THREADS), 0);
  }

  void dealComparison(
      ComparisonLayout layout, DeviceTensor r, DeviceTensor dealt0, DeviceTensor dealt1) {
    int tiles = packPlanes(dealComparison, layout, r, dealt0, 0, false, dealt1);
    launcher.launch(dealComparison, new Grid(tiles, 1, 1, TILE_THREADS), 0);
  }

  void signBit(
      ComparisonLayout layout,
      DeviceTensor c,
      DeviceTensor dealt,
      DeviceTensor last,
      boolean firstParty,
      DeviceTensor bit) {
    int tiles = packPlanes(signBit, layout, c, dealt, last.address(), firstParty, bit);
    int blocks = Math.ceilDiv(tiles, SIGN_THREADS / 32);
    launcher.launch(signBit, new Grid(blocks, 1, 1, SIGN_THREADS), 0);
  }

  private static int packPlanes(
      Kernel kernel,
      ComparisonLayout layout,
      DeviceTensor words,
      DeviceTensor dealt,
      long last,
      boolean firstParty,
      DeviceTensor out) {
    MemorySegment p = kernel.parameters();
    p.set(WORD, 0, words.address());
    p.set(WORD, 8, dealt.address());
    p.set(WORD, 16, last);
    p.set(WORD, 24, out.address());
    p.set(INT, 32, words.size());
    p.set(INT, 36, layout.chunkBits());
    p.set(INT, 40, layout.chunks());
    p.set(INT, 44, layout.dealtPlanes());
    p.set(INT, 48, layout.topBitPlane());
    p.set(INT, 52, firstParty ? 1 : 0);
    return BitPlanes.tiles(words.size());
  }

  void andMask(AndLevel level, DeviceTensor pairs, DeviceTensor masks, DeviceTensor out) {
    PlanesLevel form = level(level);
    MemorySegment p = andMask.parameters();
    p.set(WORD, 0, pairs.address());
    p.set(WORD, 16, masks.address());
    p.set(WORD, 40, out.address());
    int words = pairs.size() / form.pairPlanes();
    // A last group of one pair has no masks.
    int groups = form.lastSize() == 1 ? form.groups() - 1 : form.groups();
    int lastSize = form.lastSize() == 1 ? form.radix() : form.lastSize();
    launchLevel(andMask, form, words, groups, lastSize, false);
  }

  void andCombine(
      AndLevel level,
      DeviceTensor pairs,
      DeviceTensor opened,
      DeviceTensor masks,
      DeviceTensor products,
      boolean firstParty,
      DeviceTensor next) {
    PlanesLevel form = level(level);
    MemorySegment p = andCombine.parameters();
    p.set(WORD, 0, pairs.address());
    p.set(WORD, 8, opened.address());
    p.set(WORD, 16, masks.address());
    p.set(WORD, 32, products.address());
    p.set(WORD, 40, next.address());
    int words = pairs.size() / form.pairPlanes();
    launchLevel(andCombine, form, words, form.groups(), form.lastSize(), firstParty);
  }

  void dealAnd(
      AndLevel level,
      DeviceTensor masks0,
      DeviceTensor masks1,
      DeviceTensor products0,
      DeviceTensor products1) {
    PlanesLevel form = level(level);
    MemorySegment p = dealAnd.parameters();
    p.set(WORD, 16, masks0.address());
    p.set(WORD, 24, masks1.address());
    p.set(WORD, 32, products0.address());
    p.set(WORD, 40, products1.address());
    int words = masks0.size() / form.maskPlanes();
    int groups = form.lastSize() == 1 ? form.groups() - 1 : form.groups();
    int lastSize = form.lastSize() == 1 ? form.radix() : form.lastSize();
    launchLevel(dealAnd, form, words, groups, lastSize, false);
  }

  /**
   * Launches a block row for each group.
   *
   * @param words of one plane, 8 a tile
   */
  private void launchLevel(
      Kernel kernel, PlanesLevel form, int words, int groups, int lastSize, boolean firstParty) {
    MemorySegment p = kernel.parameters();
    p.set(INT, 48, words);
    p.set(INT, 52, form.pairPlanes());
    p.set(INT, 56, form.maskPlanes());
    p.set(INT, 60, form.productPlanes());
    p.set(INT, 64, form.radix());
    p.set(INT, 68, lastSize);
    p.set(INT, 72, form.groupMasks());
    p.set(INT, 76, form.firstProducts());
    p.set(INT, 80, form.groupProducts());
    p.set(INT, 84, firstParty ? 1 : 0);
    launcher.launch(kernel, new Grid(Math.ceilDiv(words, AND_THREADS), groups, 1, AND_THREADS), 0);
  }
}
