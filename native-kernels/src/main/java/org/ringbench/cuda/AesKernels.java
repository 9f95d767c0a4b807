package org.ringbench.cuda;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.ringbench.cuda.driver.CudaDriver.Grid;

/** AES-128 of counter blocks: {@code aes.cu}. */
final class AesKernels {
  /** Bytes of the kernels' parameters. */
  static final int EXPAND_PARAMETER_BYTES = 472;

  static final int ROWS_PARAMETER_BYTES = 464;

  private static final int SBOX = AesKey.WORDS * Integer.BYTES;
  private static final int SBOX_WORDS = 64;
  private static final int STREAM = SBOX + SBOX_WORDS * Integer.BYTES;

  private static final int THREADS = 256;

  /** Blocks that a multiprocessor's shared memory holds: 32 KB each of 228 KB. */
  private static final int BLOCKS_PER_MULTIPROCESSOR = 6;

  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

  private final Launcher launcher;
  private final Kernel expand;
  private final Kernel expandRows;
  private final int mostBlocks;

  /**
   * Takes its kernels from the launcher.
   *
   * @param streamOffset address of the word in device memory that is added to the number of every
   *     stream that {@link #expand} reads
   */
  AesKernels(Launcher launcher, long streamOffset) {
    this.launcher = launcher;
    expand = launcher.kernel("aes_expand", EXPAND_PARAMETER_BYTES);
    expandRows = launcher.kernel("aes_expand_rows", ROWS_PARAMETER_BYTES);
    mostBlocks = launcher.device().multiprocessors() * BLOCKS_PER_MULTIPROCESSOR;
    for (int i = 0; i < SBOX_WORDS; i++) {
      expand.parameters().set(INT, SBOX + (long) i * Integer.BYTES, AesKey.sboxWord(i));
      expandRows.parameters().set(INT, SBOX + (long) i * Integer.BYTES, AesKey.sboxWord(i));
    }
    expand.parameters().set(WORD, STREAM + 8, streamOffset);
  }

  /** Launches {@code RingBackend.expand}. */
  void expand(AesKey key, long stream, long firstBlock, DeviceTensor out) {
    MemorySegment p = expand.parameters();
    pack(p, key);
    p.set(WORD, STREAM, stream);
    p.set(WORD, STREAM + 16, firstBlock);
    p.set(WORD, STREAM + 24, out.address());
    p.set(INT, STREAM + 32, out.size());
    p.set(INT, STREAM + 36, out.address() % (2 * Long.BYTES) == 0 ? 1 : 0);
    launch(expand, Math.ceilDiv(out.size(), 2));
  }

  /**
   * Row {@code i} of {@code out} becomes the blocks from {@code rows[i] * ceil(cols / 2)} on of the
   * stream, whatever the offset; rows with a negative number are left alone.
   *
   * @param rows address of the row numbers in device memory, 32 bits each, one for each row of out
   */
  void expandRows(AesKey key, long stream, long rows, DeviceTensor out) {
    MemorySegment p = expandRows.parameters();
    pack(p, key);
    p.set(WORD, STREAM, stream);
    p.set(WORD, STREAM + 8, rows);
    p.set(WORD, STREAM + 16, out.address());
    p.set(INT, STREAM + 24, out.shape().rows());
    p.set(INT, STREAM + 28, out.shape().cols());
    launch(expandRows, (long) out.shape().rows() * Math.ceilDiv(out.shape().cols(), 2));
  }

  private void launch(Kernel kernel, long aesBlocks) {
    int blocks = (int) Math.min(Math.ceilDiv(aesBlocks, THREADS), mostBlocks);
    launcher.launch(kernel, new Grid(blocks, 1, 1, THREADS), 0);
  }

  private static void pack(MemorySegment p, AesKey key) {
    for (int i = 0; i < AesKey.WORDS; i++) {
      p.set(INT, (long) i * Integer.BYTES, key.word(i));
    }
  }
}
