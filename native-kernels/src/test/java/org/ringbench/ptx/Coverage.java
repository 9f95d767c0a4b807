package org.ringbench.ptx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which instructions were executed, by at least one lane, and which ways conditional branches went,
 * over many launches. Thread-safe. A kernel is known by its name, whatever its module is called.
 */
public final class Coverage {
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private static final class Entry {
    final PtxKernel kernel;
    final long[] executed;
    final BranchCounts branches;

    Entry(PtxKernel kernel) {
      this.kernel = kernel;
      executed = new long[kernel.code.length];
      branches = new BranchCounts(kernel);
    }

    void add(long[] lanes, BranchCounts that) {
      for (int pc = 0; pc < executed.length; pc++) {
        executed[pc] += lanes[pc];
      }
      branches.add(that);
    }

    Summary summary() {
      int hit = 0;
      int ways = 0;
      int gone = 0;
      for (int pc = 0; pc < executed.length; pc++) {
        boolean reached = branches.taken[pc] + branches.notTaken[pc] != 0;
        hit += executed[pc] != 0 || reached ? 1 : 0;
        if (conditional(pc)) {
          ways += 2;
          gone += (branches.taken[pc] != 0 ? 1 : 0) + (branches.notTaken[pc] != 0 ? 1 : 0);
        } else if (branches.tables[pc] != null) {
          ways += branches.tables[pc].length;
          gone += (int) Arrays.stream(branches.tables[pc]).filter(n -> n != 0).count();
        }
      }
      return new Summary(kernel.name(), executed.length, hit, ways, gone);
    }

    boolean conditional(int pc) {
      Operation op = kernel.code[pc];
      return op.guard >= 0 && (op.flow == Operation.Flow.BRANCH || op.flow == Operation.Flow.EXIT);
    }
  }

  /**
   * A kernel's figures.
   *
   * @param kernel its name
   * @param instructions in its code
   * @param executed of them, at least once
   * @param branchWays two for each conditional branch, one for each target of a table
   * @param branchWaysTaken of them, at least once
   */
  public record Summary(
      String kernel, int instructions, int executed, int branchWays, int branchWaysTaken) {}

  /** Lists kernels that may never be launched: all that they have is then missed. */
  public synchronized void declare(PtxModule module) {
    module.kernels().forEach(this::entry);
  }

  private Entry entry(PtxKernel kernel) {
    Entry entry = entries.computeIfAbsent(kernel.name(), name -> new Entry(kernel));
    if (entry.executed.length != kernel.code.length) {
      throw new IllegalArgumentException("two different kernels are called " + kernel.name());
    }
    return entry;
  }

  synchronized void add(Launch launch) {
    entry(launch.kernel).add(launch.laneCount, launch.branches);
  }

  /** Forgets all launches and kernels. */
  public synchronized void clear() {
    entries.clear();
  }

  /** Adds all of another's. */
  public void merge(Coverage that) {
    List<Entry> theirs;
    synchronized (that) {
      theirs = List.copyOf(that.entries.values());
    }
    synchronized (this) {
      theirs.forEach(e -> entry(e.kernel).add(e.executed, e.branches));
    }
  }

  /** The figures of each kernel. */
  public synchronized Collection<Summary> kernels() {
    return entries.values().stream().map(Entry::summary).toList();
  }

  /** The share of all instructions that were executed, from 0 to 1. */
  public double instructionShare() {
    return share(
        kernels().stream().mapToInt(Summary::executed).sum(),
        kernels().stream().mapToInt(Summary::instructions).sum());
  }

  /** The share of the ways of all conditional branches that were taken, from 0 to 1. */
  public double branchShare() {
    return share(
        kernels().stream().mapToInt(Summary::branchWaysTaken).sum(),
        kernels().stream().mapToInt(Summary::branchWays).sum());
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 1 : (double) part / whole;
  }

  /** How many lanes executed each instruction of a kernel, by its PTX line; for mutation runs. */
  public synchronized Map<Integer, Long> executedLines(PtxKernel kernel) {
    Map<Integer, Long> lines = new LinkedHashMap<>();
    Entry entry = entry(kernel);
    for (int pc = 0; pc < entry.executed.length; pc++) {
      lines.merge(kernel.code[pc].statement.line(), entry.executed[pc], Long::sum);
    }
    return lines;
  }

  /**
   * What no launch did.
   *
   * @param kernel its name
   * @param line of the PTX
   * @param opcode of the instruction
   * @param what for a reader
   */
  public record Miss(String kernel, int line, String opcode, String what) {}

  /** All that was missed, in the order of the code. */
  public synchronized List<Miss> misses() {
    List<Miss> misses = new ArrayList<>();
    for (Entry entry : entries.values()) {
      for (int pc = 0; pc < entry.executed.length; pc++) {
        String what = missed(entry, pc);
        if (!what.isEmpty()) {
          Statement at = entry.kernel.code[pc].statement;
          misses.add(new Miss(entry.kernel.name(), at.line(), at.opcode(), what));
        }
      }
    }
    return misses;
  }

  /** A line a kernel, and under it what was missed, with lines of the PTX. */
  public synchronized String report() {
    StringBuilder text = new StringBuilder();
    for (Summary s : kernels()) {
      text.append(
          "%s: %d of %d instructions, %d of %d ways of branches%n"
              .formatted(
                  s.kernel(), s.executed(), s.instructions(), s.branchWaysTaken(), s.branchWays()));
      for (Miss miss : misses()) {
        if (miss.kernel().equals(s.kernel())) {
          text.append("  line %d, %s: %s%n".formatted(miss.line(), miss.opcode(), miss.what()));
        }
      }
    }
    return text.toString();
  }

  private static String missed(Entry entry, int pc) {
    BranchCounts branches = entry.branches;
    if (entry.conditional(pc)) {
      return branches.taken[pc] == 0
          ? branches.notTaken[pc] == 0 ? "never reached" : "never taken"
          : branches.notTaken[pc] == 0 ? "always taken" : "";
    }
    if (entry.executed[pc] == 0) {
      return "never executed";
    }
    long[] table = branches.tables[pc];
    if (table != null) {
      List<Integer> left =
          IntStream.range(0, table.length).filter(i -> table[i] == 0).boxed().toList();
      return left.isEmpty() ? "" : "targets never taken: " + left;
    }
    return "";
  }
}
