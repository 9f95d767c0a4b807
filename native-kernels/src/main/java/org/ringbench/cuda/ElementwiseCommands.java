package org.ringbench.cuda;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The commands of one launch of {@code elementwise.cu}, and the structure that the kernel finds
 * them in. A command is named operand by operand, then {@linkplain #add added}. Nothing here
 * allocates.
 */
final class ElementwiseCommands {
  /** Commands of one launch, and chains: their structure is close to the limit of 4,096 bytes. */
  static final int MOST = 48;

  /** Bytes of the structure. */
  static final int BYTES = 4032;

  /** Threads of a block. */
  static final int THREADS = 256;

  /** The operand of a selection that is flipped. */
  static final int OUT2 = 6;

  private static final int COMMAND_BYTES = 72;
  private static final int FACTOR = 56;
  private static final int COLS = 64;
  private static final int KIND = 68;
  private static final int CHAINS = MOST * COMMAND_BYTES;
  private static final int CHAIN_BYTES = 12;
  private static final int OUT = 5;
  private static final int WIDE = 0x80;
  private static final int FIRST_PARTY = 0x40;

  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

  /** The operations, by the kernel's numbers. */
  enum Op {
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

  private final ElementwiseChains chains = new ElementwiseChains(MOST);

  /** The queued commands: pointers, then factor, columns and kind of each. */
  private final long[] pointers = new long[MOST * ElementwiseChains.OPERANDS];

  private final long[] factors = new long[MOST];
  private final int[] cols = new int[MOST];
  private final int[] kinds = new int[MOST];

  /** The command to come. */
  private final long[] pointer = new long[ElementwiseChains.OPERANDS];

  private int inputs;
  private int outputs;
  private long aligned;
  private long bytes;

  /** Begins a command on the elements of a tensor. */
  void begin(DeviceTensor elements) {
    inputs = 0;
    outputs = 0;
    aligned = 0;
    bytes = elements.bytes();
  }

  /** Its next operand that is read at its own index. */
  void in(DeviceTensor x) {
    pointer[inputs++] = x.address();
    aligned |= x.address();
    chains.reads(x.address(), bytes);
  }

  /** Its next operand that is written. */
  void out(DeviceTensor z) {
    pointer[OUT + outputs++] = z.address();
    aligned |= z.address();
    chains.writes(z.address(), bytes);
  }

  /** An operand of bits, at the kernel's number for it. */
  void bits(int slot, DeviceTensor plane) {
    anywhere(slot, plane.address(), plane.bytes());
  }

  /** An operand that is read at any index, at the kernel's number for it. */
  void anywhere(int slot, long address, long length) {
    pointer[slot] = address;
    chains.readsAnywhere(address, length);
  }

  /** A shift and a party, as a command's kind has them. */
  static int party(int shift, boolean firstParty) {
    return shift << 24 | (firstParty ? FIRST_PARTY << 16 : 0);
  }

  /**
   * Adds the command whose operands were named.
   *
   * @param rowCols columns of an operation on rows
   * @param shiftAndParty of {@link #party}
   * @return whether it has a place; where not, {@link #pack} comes before it is added again
   */
  boolean add(Op op, long factor, int rowCols, int shiftAndParty, int elements) {
    if (!chains.add(elements)) {
      return false;
    }
    int command = chains.commands() - 1;
    System.arraycopy(
        pointer, 0, pointers, command * ElementwiseChains.OPERANDS, ElementwiseChains.OPERANDS);
    factors[command] = factor;
    cols[command] = rowCols;
    int wide = aligned % (2 * Long.BYTES) == 0 ? WIDE : 0;
    kinds[command] = op.number | inputs << 8 | (outputs | wide) << 16 | shiftAndParty;
    return true;
  }

  /** Whether no command has been added. */
  boolean isEmpty() {
    return chains.commands() == 0;
  }

  /**
   * Fills in the kernel's structure, chain by chain, and forgets the commands, but not the operands
   * named since.
   *
   * @param mostBlocks of a chain
   * @return the blocks to launch
   */
  int pack(MemorySegment p, int mostBlocks) {
    int count = chains.commands();
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
    return blocks;
  }

  private void pack(MemorySegment p, int slot, int command) {
    long at = (long) slot * COMMAND_BYTES;
    MemorySegment.copy(
        pointers, command * ElementwiseChains.OPERANDS, p, WORD, at, ElementwiseChains.OPERANDS);
    p.set(WORD, at + FACTOR, factors[command]);
    p.set(INT, at + COLS, cols[command]);
    p.set(INT, at + KIND, kinds[command]);
  }
}
