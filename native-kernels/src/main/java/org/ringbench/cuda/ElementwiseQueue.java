package org.ringbench.cuda;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.ringbench.cuda.driver.CudaDriver.Grid;

/**
 * The operations on single words, queued and launched many at a time: {@code elementwise.cu}.
 *
 * <p>What is queued has happened for later operations of this queue, and for nobody else: {@link
 * #flush} comes before any other kernel, copy or event that touches the same words. Sizes are the
 * caller's to check. Nothing here allocates.
 */
final class ElementwiseQueue {
  /** Commands of one launch, and chains: their structure is close to the limit of 4,096 bytes. */
  static final int COMMANDS = 48;

  /** Bytes of the kernels' parameters. */
  static final int PARAMETER_BYTES = 4032;

  static final int SUM_PARAMETER_BYTES = 40;

  private static final int COMMAND_BYTES = 72;
  private static final int FACTOR = 56;
  private static final int COLS = 64;
  private static final int KIND = 68;
  private static final int CHAINS = COMMANDS * COMMAND_BYTES;
  private static final int CHAIN_BYTES = 12;
  private static final int OUT = 5;
  private static final int OUT2 = 6;
  private static final int WIDE = 0x80;
  private static final int FIRST_PARTY = 0x40;

  private static final int THREADS = 256;

  /** Blocks of a chain for each multiprocessor: a full one holds eight of 256 threads. */
  private static final int BLOCKS_PER_MULTIPROCESSOR = 8;

  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

  /** The operations, by the kernel's numbers. */
  private enum Op {
    CLEAR(0),
    COPY(1),
    ADD(2),
    SUB(3),
    XOR(4),
    AXPY(5),
    ADD_CONSTANT(6),
    HADAMARD(7),
    TRUNCATE(8),
    SHIFT_SHARE(9),
    DEAL_TRUNCATION(10),
    DEAL_BIT(11),
    DEAL_SELECTION(12),
    SELECT(13),
    ADD_ROW(14),
    GATHER_ROWS(15);

    final int number;

    Op(int number) {
      this.number = number;
    }
  }

  private final Launcher launcher;
  private final Kernel kernel;
  private final Kernel sumRows;
  private final int mostBlocks;
  private final ElementwiseChains chains = new ElementwiseChains(COMMANDS);

  /** The queued commands: pointers, then factor, columns and kind of each. */
  private final long[] pointers = new long[COMMANDS * ElementwiseChains.OPERANDS];

  private final long[] factors = new long[COMMANDS];
  private final int[] cols = new int[COMMANDS];
  private final int[] kinds = new int[COMMANDS];

  /** The command to come. */
  private final long[] pointer = new long[ElementwiseChains.OPERANDS];

  private int inputs;
  private int outputs;
  private long aligned;
  private long bytes;

  /** Takes its kernels from the launcher. */
  ElementwiseQueue(Launcher launcher) {
    this.launcher = launcher;
    kernel = launcher.kernel("elementwise", PARAMETER_BYTES);
    sumRows = launcher.kernel("sum_rows", SUM_PARAMETER_BYTES);
    mostBlocks = launcher.device().multiprocessors() * BLOCKS_PER_MULTIPROCESSOR;
  }

  void copy(DeviceTensor src, DeviceTensor dst) {
    begin(dst);
    in(src);
    out(dst);
    end(Op.COPY, 0, dst);
  }

  void clear(DeviceTensor out) {
    begin(out);
    out(out);
    end(Op.CLEAR, 0, out);
  }

  void add(DeviceTensor x, DeviceTensor y, DeviceTensor out) {
    binary(Op.ADD, x, y, out, 0);
  }

  void sub(DeviceTensor x, DeviceTensor y, DeviceTensor out) {
    binary(Op.SUB, x, y, out, 0);
  }

  void xor(DeviceTensor x, DeviceTensor y, DeviceTensor out) {
    binary(Op.XOR, x, y, out, 0);
  }

  void axpy(long factor, DeviceTensor x, DeviceTensor acc) {
    binary(Op.AXPY, acc, x, acc, factor);
  }

  private void binary(Op op, DeviceTensor x, DeviceTensor y, DeviceTensor out, long factor) {
    begin(out);
    in(x);
    in(y);
    out(out);
    end(op, factor, out);
  }

  void addConstant(long constant, DeviceTensor acc) {
    begin(acc);
    in(acc);
    out(acc);
    end(Op.ADD_CONSTANT, constant, acc);
  }

  void hadamard(long factor, DeviceTensor x, DeviceTensor y, DeviceTensor acc) {
    begin(acc);
    in(acc);
    in(x);
    in(y);
    out(acc);
    end(Op.HADAMARD, factor, acc);
  }

  /** Every row of acc += factor * row. */
  void addRow(long factor, DeviceTensor row, DeviceTensor acc) {
    if (row.size() == acc.size()) {
      axpy(factor, row, acc);
      return;
    }
    begin(acc);
    in(acc);
    anywhere(3, row.address(), row.bytes());
    out(acc);
    end(Op.ADD_ROW, factor, row.size(), 0, acc);
  }

  /**
   * Row i of out becomes row {@code rows[i]} of x.
   *
   * @param rows address of the row numbers in device memory, 32 bits each, which exist; they stay
   *     as they are until the launch
   */
  void gatherRows(DeviceTensor x, long rows, DeviceTensor out) {
    begin(out);
    anywhere(3, x.address(), x.bytes());
    anywhere(4, rows, (long) out.shape().rows() * Integer.BYTES);
    out(out);
    end(Op.GATHER_ROWS, 0, out.shape().cols(), 0, out);
  }

  void truncate(
      DeviceTensor c,
      DeviceTensor high,
      DeviceTensor top,
      int shift,
      boolean firstParty,
      DeviceTensor y) {
    begin(y);
    in(c);
    in(high);
    in(top);
    out(y);
    end(Op.TRUNCATE, 0, 0, party(shift, firstParty), y);
  }

  void shiftShare(DeviceTensor share, int shift, boolean firstParty) {
    begin(share);
    in(share);
    out(share);
    end(Op.SHIFT_SHARE, 0, 0, party(shift, firstParty), share);
  }

  void dealTruncation(
      DeviceTensor r,
      DeviceTensor high0,
      DeviceTensor top0,
      int shift,
      DeviceTensor high1,
      DeviceTensor top1) {
    begin(r);
    in(r);
    in(high0);
    in(top0);
    out(high1);
    out(top1);
    end(Op.DEAL_TRUNCATION, 0, 0, party(shift, false), r);
  }

  void dealBit(DeviceTensor m0, DeviceTensor m1, DeviceTensor arith0, DeviceTensor arith1) {
    begin(arith0);
    in(arith0);
    bits(3, m0);
    bits(4, m1);
    out(arith1);
    end(Op.DEAL_BIT, 0, arith0);
  }

  void dealSelection(
      DeviceTensor m0,
      DeviceTensor m1,
      DeviceTensor r,
      int shift,
      DeviceTensor high0,
      DeviceTensor top0,
      DeviceTensor high1,
      DeviceTensor top1) {
    begin(r);
    in(r);
    in(high0);
    in(top0);
    bits(3, m0);
    bits(4, m1);
    out(high1);
    out(top1);
    end(Op.DEAL_SELECTION, 0, 0, party(shift, false), r);
  }

  void select(
      DeviceTensor t,
      DeviceTensor y,
      DeviceTensor c,
      DeviceTensor m,
      DeviceTensor high,
      DeviceTensor top,
      int shift,
      DeviceTensor out) {
    begin(y);
    in(y);
    in(c);
    in(m);
    in(high);
    in(top);
    bits(OUT2, t);
    out(out);
    end(Op.SELECT, 0, 0, party(shift, false), y);
  }

  /** acc (one row) += factor * the sum of the rows of x: launched at once, after what is queued. */
  void sumRows(long factor, DeviceTensor x, DeviceTensor acc) {
    flush();
    int rows = x.shape().rows();
    int width = Math.min(32, Integer.highestOneBit(2 * acc.size() - 1));
    int columnBlocks = Math.ceilDiv(acc.size(), width);
    // A slab is at least 16 rows of each thread, unless there are too few of them for that.
    int step = THREADS / width;
    int slabs = Math.clamp(rows / (16 * step), 1, Math.max(1, mostBlocks / columnBlocks));
    int slab = Math.ceilDiv(rows, slabs);
    MemorySegment p = sumRows.parameters();
    p.set(WORD, 0, x.address());
    p.set(WORD, 8, acc.address());
    p.set(WORD, 16, factor);
    p.set(INT, 24, rows);
    p.set(INT, 28, acc.size());
    p.set(INT, 32, slab);
    p.set(INT, 36, width);
    launcher.launch(sumRows, new Grid(columnBlocks, Math.ceilDiv(rows, slab), 1, THREADS), 0);
  }

  /** Whether an operation waits for {@link #flush}. */
  boolean isEmpty() {
    return chains.commands() == 0;
  }

  /** Launches what is queued. */
  void flush() {
    int count = chains.commands();
    if (count == 0) {
      return;
    }
    MemorySegment p = kernel.parameters();
    int chain = 0;
    int packed = 0;
    int blocks = 0;
    for (int head = 0; head < count; head++) {
      if (chains.chain(head) != head) {
        continue;
      }
      for (int command = head; command < count; command++) {
        if (chains.chain(command) == head) {
          pack(p, packed++, command);
        }
      }
      int threads = Math.ceilDiv(chains.size(head), 2);
      blocks += Math.min(Math.ceilDiv(threads, THREADS), mostBlocks);
      long at = CHAINS + (long) chain++ * CHAIN_BYTES;
      p.set(INT, at, chains.size(head));
      p.set(INT, at + 4, blocks);
      p.set(INT, at + 8, packed);
    }
    chains.clear();
    launcher.launch(kernel, new Grid(blocks, 1, 1, THREADS), 0);
  }

  private void pack(MemorySegment p, int slot, int command) {
    long at = (long) slot * COMMAND_BYTES;
    MemorySegment.copy(
        pointers, command * ElementwiseChains.OPERANDS, p, WORD, at, ElementwiseChains.OPERANDS);
    p.set(WORD, at + FACTOR, factors[command]);
    p.set(INT, at + COLS, cols[command]);
    p.set(INT, at + KIND, kinds[command]);
  }

  // The command to come, operand by operand.

  private void begin(DeviceTensor elements) {
    inputs = 0;
    outputs = 0;
    aligned = 0;
    bytes = elements.bytes();
  }

  private void in(DeviceTensor x) {
    pointer[inputs++] = x.address();
    aligned |= x.address();
    chains.reads(x.address(), bytes);
  }

  private void out(DeviceTensor z) {
    pointer[OUT + outputs++] = z.address();
    aligned |= z.address();
    chains.writes(z.address(), bytes);
  }

  private void bits(int slot, DeviceTensor plane) {
    anywhere(slot, plane.address(), plane.bytes());
  }

  private void anywhere(int slot, long address, long length) {
    pointer[slot] = address;
    chains.readsAnywhere(address, length);
  }

  private static int party(int shift, boolean firstParty) {
    return shift << 24 | (firstParty ? FIRST_PARTY << 16 : 0);
  }

  private void end(Op op, long factor, DeviceTensor elements) {
    end(op, factor, 0, 0, elements);
  }

  /** Queues the command, after a launch of what it cannot join. */
  private void end(Op op, long factor, int rowCols, int shiftAndParty, DeviceTensor elements) {
    if (!chains.add(elements.size())) {
      flush();
      if (!chains.add(elements.size())) {
        throw new AssertionError("an empty queue refuses " + op);
      }
    }
    int command = chains.commands() - 1;
    System.arraycopy(
        pointer, 0, pointers, command * ElementwiseChains.OPERANDS, ElementwiseChains.OPERANDS);
    factors[command] = factor;
    cols[command] = rowCols;
    int wide = aligned % (2 * Long.BYTES) == 0 ? WIDE : 0;
    kinds[command] = op.number | inputs << 8 | (outputs | wide) << 16 | shiftAndParty;
  }
}
