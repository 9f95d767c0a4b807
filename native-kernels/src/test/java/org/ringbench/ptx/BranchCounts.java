package org.ringbench.ptx;

/** How often each branch of a kernel went which way, by instruction. */
final class BranchCounts {
  final long[] taken;
  final long[] notTaken;

  /** By instruction, null for all but {@code brx.idx}. */
  final long[][] tables;

  BranchCounts(PtxKernel kernel) {
    int length = kernel.code.length;
    taken = new long[length];
    notTaken = new long[length];
    tables = new long[length][];
    for (int pc = 0; pc < length; pc++) {
      if (kernel.code[pc] instanceof ControlOperations.Table table) {
        tables[pc] = new long[table.entries.length];
      }
    }
  }

  void add(BranchCounts that) {
    for (int pc = 0; pc < taken.length; pc++) {
      taken[pc] += that.taken[pc];
      notTaken[pc] += that.notTaken[pc];
      for (int i = 0; tables[pc] != null && i < tables[pc].length; i++) {
        tables[pc][i] += that.tables[pc][i];
      }
    }
  }
}
