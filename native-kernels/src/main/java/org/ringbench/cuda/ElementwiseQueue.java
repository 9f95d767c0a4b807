package org.ringbench.cuda;

import static org.ringbench.cuda.ElementwiseCommands.OUT2;
import static org.ringbench.cuda.ElementwiseCommands.THREADS;
import static org.ringbench.cuda.ElementwiseCommands.party;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.ringbench.cuda.ElementwiseCommands.Op;
import org.ringbench.cuda.driver.CudaDriver.Grid;

/**
 * The operations on single words, queued and launched many at a time: {@code elementwise.cu}.
 *
 * <p>What is queued has happened for later operations of this queue, and for nobody else: {@link
 * #flush} comes before any other kernel, copy or event that touches the same words. Sizes are the
 * caller's to check. Nothing here allocates.
 */
final class ElementwiseQueue {
  static final int SUM_PARAMETER_BYTES = 40;

  /** Blocks of a chain for each multiprocessor: a full one holds eight of 256 threads. */
  private static final int BLOCKS_PER_MULTIPROCESSOR = 8;

  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

  private final Launcher launcher;
  private final Kernel kernel;
  private final Kernel sumRows;
  private final int mostBlocks;
  private final ElementwiseCommands commands = new ElementwiseCommands();

  /** Takes its kernels from the launcher. */
  ElementwiseQueue(Launcher launcher) {
    this.launcher = launcher;
    kernel = launcher.kernel("elementwise", ElementwiseCommands.BYTES);
    sumRows = launcher.kernel("sum_rows", SUM_PARAMETER_BYTES);
    mostBlocks = launcher.device().multiprocessors() * BLOCKS_PER_MULTIPROCESSOR;
  }

  void copy(DeviceTensor src, DeviceTensor dst) {
    commands.begin(dst);
    commands.in(src);
    commands.out(dst);
    end(Op.COPY, 0, dst);
  }

  void clear(DeviceTensor out) {
    commands.begin(out);
    commands.out(out);
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
    commands.begin(out);
    commands.in(x);
    commands.in(y);
    commands.out(out);
    end(op, factor, out);
  }

  void addConstant(long constant, DeviceTensor acc) {
    commands.begin(acc);
    commands.in(acc);
    commands.out(acc);
    end(Op.ADD_CONSTANT, constant, acc);
  }

  void hadamard(long factor, DeviceTensor x, DeviceTensor y, DeviceTensor acc) {
    commands.begin(acc);
    commands.in(acc);
    commands.in(x);
    commands.in(y);
    commands.out(acc);
    end(Op.HADAMARD, factor, acc);
  }

  /** Every row of acc += factor * row. */
  void addRow(long factor, DeviceTensor row, DeviceTensor acc) {
    if (row.size() == acc.size()) {
      axpy(factor, row, acc);
      return;
    }
    commands.begin(acc);
    commands.in(acc);
    commands.anywhere(3, row.address(), row.bytes());
    commands.out(acc);
    end(Op.ADD_ROW, factor, row.size(), 0, acc);
  }

  /**
   * Row i of out becomes row {@code rows[i]} of x.
   *
   * @param rows address of the row numbers in device memory, 32 bits each, which exist; they stay
   *     as they are until the launch
   */
  void gatherRows(DeviceTensor x, long rows, DeviceTensor out) {
    commands.begin(out);
    commands.anywhere(3, x.address(), x.bytes());
    commands.anywhere(4, rows, (long) out.shape().rows() * Integer.BYTES);
    commands.out(out);
    end(Op.GATHER_ROWS, 0, out.shape().cols(), 0, out);
  }

  void truncate(
      DeviceTensor c,
      DeviceTensor high,
      DeviceTensor top,
      int shift,
      boolean firstParty,
      DeviceTensor y) {
    commands.begin(y);
    commands.in(c);
    commands.in(high);
    commands.in(top);
    commands.out(y);
    end(Op.TRUNCATE, 0, 0, party(shift, firstParty), y);
  }

  void shiftShare(DeviceTensor share, int shift, boolean firstParty) {
    commands.begin(share);
    commands.in(share);
    commands.out(share);
    end(Op.SHIFT_SHARE, 0, 0, party(shift, firstParty), share);
  }

  void dealTruncation(
      DeviceTensor r,
      DeviceTensor high0,
      DeviceTensor top0,
      int shift,
      DeviceTensor high1,
      DeviceTensor top1) {
    commands.begin(r);
    commands.in(r);
    commands.in(high0);
    commands.in(top0);
    commands.out(high1);
    commands.out(top1);
    end(Op.DEAL_TRUNCATION, 0, 0, party(shift, false), r);
  }

  void dealBit(DeviceTensor m0, DeviceTensor m1, DeviceTensor arith0, DeviceTensor arith1) {
    commands.begin(arith0);
    commands.in(arith0);
    commands.bits(3, m0);
    commands.bits(4, m1);
    commands.out(arith1);
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
    commands.begin(r);
    commands.in(r);
    commands.in(high0);
    commands.in(top0);
    commands.bits(3, m0);
    commands.bits(4, m1);
    commands.out(high1);
    commands.out(top1);
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
    commands.begin(y);
    commands.in(y);
    commands.in(c);
    commands.in(m);
    commands.in(high);
    commands.in(top);
    commands.bits(OUT2, t);
    commands.out(out);
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

  /** Whether no operation waits for {@link #flush}. */
  boolean isEmpty() {
    return commands.isEmpty();
  }

  /** Launches what is queued. */
  void flush() {
    if (!commands.isEmpty()) {
      int blocks = commands.pack(kernel.parameters(), mostBlocks);
      launcher.launch(kernel, new Grid(blocks, 1, 1, THREADS), 0);
    }
  }

  private void end(Op op, long factor, DeviceTensor elements) {
    end(op, factor, 0, 0, elements);
  }

  /** Queues the command, after a launch of what it cannot join. */
  private void end(Op op, long factor, int rowCols, int shiftAndParty, DeviceTensor elements) {
    if (!commands.add(op, factor, rowCols, shiftAndParty, elements.size())) {
      flush();
      if (!commands.add(op, factor, rowCols, shiftAndParty, elements.size())) {
        throw new AssertionError("an empty queue refuses " + op);
      }
    }
  }
}
