package org.ringbench.ptx;

import java.util.BitSet;
import java.util.List;

/** The most registers that are alive at once. */
final class Liveness {
  private Liveness() {}

  static int registers(Operation[] code, List<Integer> bankBits) {
    BitSet[] in = new BitSet[code.length + 1];
    for (int i = 0; i < in.length; i++) {
      in[i] = new BitSet();
    }
    int most = 0;
    boolean changed = true;
    while (changed) {
      changed = false;
      most = 0;
      for (int pc = code.length - 1; pc >= 0; pc--) {
        Operation op = code[pc];
        BitSet live = new BitSet();
        for (int next : ControlOperations.successors(op, pc)) {
          live.or(in[next]);
        }
        most = Math.max(most, weight(live, op.targets, bankBits));
        if (op.guard < 0) {
          for (int target : op.targets) {
            live.clear(target);
          }
        }
        for (int source : op.sources) {
          live.set(source);
        }
        if (!live.equals(in[pc])) {
          in[pc] = live;
          changed = true;
        }
      }
    }
    return Math.min(255, most);
  }

  private static int weight(BitSet live, int[] targets, List<Integer> bankBits) {
    int sum = 0;
    for (int bank = live.nextSetBit(0); bank >= 0; bank = live.nextSetBit(bank + 1)) {
      sum += (bankBits.get(bank) + 31) / 32;
    }
    for (int target : targets) {
      sum += live.get(target) ? 0 : (bankBits.get(target) + 31) / 32;
    }
    return sum;
  }
}
