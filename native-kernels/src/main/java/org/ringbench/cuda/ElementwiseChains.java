package org.ringbench.cuda;

import java.util.Arrays;

/**
 * Sorts commands into chains for a kernel that runs many in one launch.
 *
 * <p>Within a chain, a thread takes the words at one index through all commands in order, and
 * chains run in no order. So a command may join the chain of another on whose words it depends, or
 * the other way round, where both use the same words at the same index; several such chains become
 * one. It starts a chain of its own where it depends on none. A dependency of any other kind has to
 * wait for the next launch.
 */
final class ElementwiseChains {
  /** Tensors of a command. */
  static final int OPERANDS = 7;

  private static final int READ = 0;
  private static final int WRITE = 1;

  /** Not read at the command's own index. */
  private static final int READ_ANYWHERE = 2;

  private final int capacity;
  private int commands;

  /** Elements of each command, and the chain that it is in: the number of its first command. */
  private final int[] sizes;

  private final int[] chains;

  /** Where each command's operands end in the arrays below. */
  private final int[] ends;

  private final long[] starts;
  private final long[] limits;
  private final int[] kinds;

  /** Operands of all commands, and of the one to come. */
  private int operands;

  ElementwiseChains(int capacity) {
    this.capacity = capacity;
    sizes = new int[capacity];
    chains = new int[capacity];
    ends = new int[capacity];
    int most = (capacity + 1) * OPERANDS;
    starts = new long[most];
    limits = new long[most];
    kinds = new int[most];
  }

  /** The next command reads these words, each at its own index. */
  void reads(long address, long bytes) {
    operand(address, bytes, READ);
  }

  /** The next command reads these words, at any index. */
  void readsAnywhere(long address, long bytes) {
    operand(address, bytes, READ_ANYWHERE);
  }

  /** The next command writes these words, each at its own index. */
  void writes(long address, long bytes) {
    operand(address, bytes, WRITE);
  }

  private void operand(long address, long bytes, int kind) {
    starts[operands] = address;
    limits[operands] = address + bytes;
    kinds[operands] = kind;
    operands++;
  }

  /**
   * Adds the command whose operands were named since the last call.
   *
   * @return whether it has a place; where not, all that is here must be launched and {@link #clear
   *     cleared}, which leaves the operands named, before this is called again
   */
  boolean add(int size) {
    if (commands == capacity) {
      return false;
    }
    int first = commands == 0 ? 0 : ends[commands - 1];
    int chain = commands;
    for (int other = 0, q = 0; other < commands; other++) {
      boolean depends = false;
      for (; q < ends[other]; q++) {
        for (int own = first; own < operands; own++) {
          if (conflict(own, q)) {
            if (!sameIndex(own, q) || sizes[other] != size) {
              return false;
            }
            depends = true;
          }
        }
      }
      if (depends && chains[other] != chain) {
        int joined = Math.min(chain, chains[other]);
        merge(chain, chains[other], joined);
        chain = joined;
      }
    }
    sizes[commands] = size;
    chains[commands] = chain;
    ends[commands] = operands;
    commands++;
    return true;
  }

  /**
   * A later command may still refuse its place: chains that are merged then were one in any case.
   */
  private void merge(int a, int b, int joined) {
    for (int i = 0; i < commands; i++) {
      if (chains[i] == a || chains[i] == b) {
        chains[i] = joined;
      }
    }
  }

  private boolean conflict(int a, int b) {
    return (kinds[a] == WRITE || kinds[b] == WRITE)
        && starts[a] < limits[b]
        && starts[b] < limits[a];
  }

  private boolean sameIndex(int a, int b) {
    return starts[a] == starts[b] && kinds[a] != READ_ANYWHERE && kinds[b] != READ_ANYWHERE;
  }

  /** The number of commands. */
  int commands() {
    return commands;
  }

  /** Elements of a command. */
  int size(int command) {
    return sizes[command];
  }

  /** The first command of the chain that a command is in: its own number for that one. */
  int chain(int command) {
    return chains[command];
  }

  /** Forgets all commands, but not the operands of the one to come. */
  void clear() {
    int first = commands == 0 ? 0 : ends[commands - 1];
    int count = operands - first;
    System.arraycopy(starts, first, starts, 0, count);
    System.arraycopy(limits, first, limits, 0, count);
    System.arraycopy(kinds, first, kinds, 0, count);
    operands = count;
    commands = 0;
    Arrays.fill(ends, 0);
  }
}
