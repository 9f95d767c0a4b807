package org.ringbench.cuda;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.ringbench.cuda.driver.CudaDriver.Grid;

/**
 * AES-128 of counter blocks: {@code aes.cu}. Expansions are queued and launched many at a time.
 *
 * <p>What is queued has happened for later expansions of this queue, and for nobody else: {@link
 * #flush} comes before any other kernel, copy or event that touches the same words. Nothing here
 * allocates but {@link #key}.
 */
final class AesKernels {
  /** Expansions of one launch. */
  static final int JOBS = 48;

  /** Keys of one launch. */
  static final int KEYS = 4;

  /** Bytes of the kernels' parameters. */
  static final int EXPAND_PARAMETER_BYTES = 2888;

  static final int ROWS_PARAMETER_BYTES = 464;

  private static final int KEY_BYTES = AesKey.WORDS * Integer.BYTES;
  private static final int SBOX_WORDS = 64;
  private static final int SBOX = KEYS * KEY_BYTES;
  private static final int STEP_OFFSET = SBOX + SBOX_WORDS * Integer.BYTES;
  private static final int JOB = STEP_OFFSET + Long.BYTES;
  private static final int JOB_BYTES = 32;
  private static final int CHAIN = JOB + JOBS * JOB_BYTES;
  private static final int CHAIN_BYTES = 8;

  private static final int THREADS = 256;

  /** Blocks that a multiprocessor's shared memory holds: 32 KB each of 228 KB. */
  private static final int BLOCKS_PER_MULTIPROCESSOR = 6;

  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

  private final Launcher launcher;
  private final Kernel expand;
  private final Kernel expandRows;
  private final int mostBlocks;
  private final ElementwiseChains chains = new ElementwiseChains(JOBS);

  private final AesKey[] keys = new AesKey[KEYS];
  private int keyCount;

  /** The queued expansions. */
  private final long[] addresses = new long[JOBS];

  private final long[] streams = new long[JOBS];
  private final long[] firstBlocks = new long[JOBS];
  private final int[] kinds = new int[JOBS];

  /**
   * Takes its kernels from the launcher.
   *
   * @param stepOffset address of the word in device memory that is added to the number of every
   *     stream that {@link #expand} reads
   */
  AesKernels(Launcher launcher, long stepOffset) {
    this.launcher = launcher;
    expand = launcher.kernel("aes_expand", EXPAND_PARAMETER_BYTES);
    expandRows = launcher.kernel("aes_expand_rows", ROWS_PARAMETER_BYTES);
    mostBlocks = launcher.device().multiprocessors() * BLOCKS_PER_MULTIPROCESSOR;
    for (int i = 0; i < SBOX_WORDS; i++) {
      expand.parameters().set(INT, SBOX + (long) i * Integer.BYTES, AesKey.sboxWord(i));
      expandRows.parameters().set(INT, KEY_BYTES + (long) i * Integer.BYTES, AesKey.sboxWord(i));
    }
    expand.parameters().set(WORD, STEP_OFFSET, stepOffset);
  }

  /** The round keys of a key of 16 bytes. */
  AesKey key(byte[] key) {
    return new AesKey(key);
  }

  /** Queues {@code RingBackend.expand}. */
  void expand(AesKey key, long stream, long firstBlock, DeviceTensor out, boolean accumulate) {
    int number = number(key);
    if (accumulate) {
      chains.reads(out.address(), out.bytes());
    }
    chains.writes(out.address(), out.bytes());
    if (!chains.add(out.size())) {
      flush();
      number = number(key);
      if (!chains.add(out.size())) {
        throw new AssertionError("an empty queue refuses an expansion");
      }
    }
    int job = chains.commands() - 1;
    addresses[job] = out.address();
    streams[job] = stream;
    firstBlocks[job] = firstBlock;
    int wide = out.address() % (2 * Long.BYTES) == 0 ? 1 : 0;
    kinds[job] = number | (accumulate ? 1 << 8 : 0) | wide << 16;
  }

  /** The key's place in the next launch; a second copy of a key takes another. */
  private int number(AesKey key) {
    for (int i = 0; i < keyCount; i++) {
      if (key.equals(keys[i])) {
        return i;
      }
    }
    if (keyCount == KEYS) {
      flush();
    }
    keys[keyCount] = key;
    return keyCount++;
  }

  /** Whether an expansion waits for {@link #flush}. */
  boolean isEmpty() {
    return chains.commands() == 0;
  }

  /** Launches what is queued. */
  void flush() {
    int count = chains.commands();
    if (count > 0) {
      int blocks = pack(expand.parameters(), count);
      chains.clear();
      launcher.launch(expand, new Grid(blocks, 1, 1, THREADS), 0);
    }
    Arrays.fill(keys, null);
    keyCount = 0;
  }

  private int pack(MemorySegment p, int count) {
    for (int k = 0; k < keyCount; k++) {
      pack(p, (long) k * KEY_BYTES, keys[k]);
    }
    int chain = 0;
    int packed = 0;
    int blocks = 0;
    for (int head = 0; head < count; head++) {
      if (chains.chain(head) != head) {
        continue;
      }
      for (int job = head; job < count; job++) {
        if (chains.chain(job) == head) {
          long at = JOB + (long) packed++ * JOB_BYTES;
          p.set(WORD, at, addresses[job]);
          p.set(WORD, at + 8, streams[job]);
          p.set(WORD, at + 16, firstBlocks[job]);
          p.set(INT, at + 24, chains.size(job));
          p.set(INT, at + 28, kinds[job]);
        }
      }
      int threads = Math.ceilDiv(chains.size(head), 2);
      blocks += Math.min(Math.ceilDiv(threads, THREADS), mostBlocks);
      long at = CHAIN + (long) chain++ * CHAIN_BYTES;
      p.set(INT, at, blocks);
      p.set(INT, at + 4, packed);
    }
    return blocks;
  }

  private static void pack(MemorySegment p, long at, AesKey key) {
    for (int i = 0; i < AesKey.WORDS; i++) {
      p.set(INT, at + (long) i * Integer.BYTES, key.word(i));
    }
  }

  /**
   * Row {@code i} of {@code out} becomes the blocks from {@code rows[i] * ceil(cols / 2)} on of the
   * stream, whatever the step offset; rows with a negative number are left alone. Launched at once,
   * after what is queued.
   *
   * @param rows address of the row numbers in device memory, 32 bits each, one for each row of out
   */
  void expandRows(AesKey key, long stream, long rows, DeviceTensor out) {
    flush();
    MemorySegment p = expandRows.parameters();
    pack(p, 0, key);
    long at = KEY_BYTES + SBOX_WORDS * Integer.BYTES;
    p.set(WORD, at, stream);
    p.set(WORD, at + 8, rows);
    p.set(WORD, at + 16, out.address());
    p.set(INT, at + 24, out.shape().rows());
    p.set(INT, at + 28, out.shape().cols());
    long threads = (long) out.shape().rows() * Math.ceilDiv(out.shape().cols(), 2);
    int blocks = (int) Math.min(Math.ceilDiv(threads, THREADS), mostBlocks);
    launcher.launch(expandRows, new Grid(blocks, 1, 1, THREADS), 0);
  }
}
