package org.ringbench.ptx;

import java.util.Arrays;
import org.ringbench.ptx.PtxFault.Kind;

/**
 * A warp: registers, predicates, the lanes' positions. Lanes that are at different instructions
 * form groups; the group with the lowest position runs, and groups that meet become one. A group
 * that reaches a warp-wide instruction before its other lanes waits there for them.
 */
final class Warp {
  /** Why {@link #run} came back. */
  enum State {
    BARRIER,
    DONE
  }

  final Launch launch;
  final Block block;
  final int index;
  final long[] r;
  final int[] initialised;
  final int[] p;
  final int[] predicateInitialised;
  int carry;
  int carryInitialised;

  /** The lanes that exist. */
  final int full;

  final byte[] local;
  final InitialisedBytes localInitialised;
  final AsyncCopies copies;
  int pc;

  /** The lanes that execute. */
  private int mask;

  /** The lanes that have not exited. */
  private int alive;

  private int groups;
  private final int[] groupPc = new int[32];
  private final int[] groupMask = new int[32];
  private final boolean[] groupWaits = new boolean[32];
  State state;

  Warp(Launch launch, Block block, int index) {
    this.launch = launch;
    this.block = block;
    this.index = index;
    PtxKernel kernel = launch.kernel;
    r = new long[kernel.banks.size() * 32];
    initialised = new int[kernel.banks.size()];
    p = new int[kernel.predicates];
    predicateInitialised = new int[kernel.predicates];
    int lanes = Math.min(32, launch.threads - index * 32);
    full = lanes == 32 ? -1 : (1 << lanes) - 1;
    local = new byte[kernel.localBytes() * 32];
    localInitialised = new InitialisedBytes(local.length);
    copies = new AsyncCopies(this);
    for (int bank = 1; bank < kernel.banks.size(); bank++) {
      if (kernel.banks.get(bank) != null) {
        for (int lane = 0; lane < 32; lane++) {
          r[bank * 32 + lane] = launch.constant(kernel.banks.get(bank), this, lane);
        }
      }
    }
  }

  /** Starts a new block. */
  void reset() {
    PtxKernel kernel = launch.kernel;
    for (int bank = 0; bank < initialised.length; bank++) {
      boolean constant = kernel.banks.get(bank) != null;
      initialised[bank] = constant ? -1 : 0;
      if (kernel.banks.get(bank) instanceof PtxKernel.BankValue.Special special
          && special.name().startsWith("%ctaid")) {
        Arrays.fill(r, bank * 32, bank * 32 + 32, launch.constant(special, this, 0));
      }
    }
    Arrays.fill(predicateInitialised, 0);
    carryInitialised = 0;
    localInitialised.reset();
    copies.reset();
    pc = 0;
    mask = full;
    alive = full;
    groups = 0;
    state = null;
  }

  boolean lanesExited() {
    return alive != full;
  }

  PtxFault fault(Kind kind, int lane, String message) {
    Statement at = launch.kernel.code[Math.min(pc, launch.kernel.code.length - 1)].statement;
    return new PtxFault(
        kind,
        launch.kernel.name(),
        at.line(),
        block.linear,
        index,
        lane,
        message + " (" + at.opcode() + ")");
  }

  /** Runs until a barrier or the end. */
  State run() {
    final Operation[] code = launch.kernel.code;
    final Launch counts = launch;
    while (true) {
      if (groups != 0) {
        regroup();
      }
      Operation op = code[pc];
      int m = mask;
      if (op.guard >= 0) {
        if ((~predicateInitialised[op.guard] & m) != 0) {
          throw uninitialised(m & ~predicateInitialised[op.guard], "the guard");
        }
        m &= p[op.guard] ^ op.guardFlip;
      }
      counts.warpCount[pc]++;
      if (--counts.budget < 0) {
        throw fault(
            Kind.INSTRUCTION_LIMIT,
            -1,
            "the launch executed more than " + launch.options.instructionLimit());
      }
      if (m != 0) {
        counts.laneCount[pc] += Integer.bitCount(m);
        if (op.flow == Operation.Flow.NEXT) {
          checkSources(op, m);
          op.execute(this, m);
          markTargets(op, m);
          pc++;
          continue;
        }
      }
      switch (op.flow) {
        case NEXT -> pc++;
        case BRANCH -> branch((ControlOperations.Branch) op, m);
        case TABLE -> {
          if (m == mask) {
            checkSources(op, m);
            table((ControlOperations.Table) op);
          } else {
            throw fault(Kind.UNDEFINED, -1, "a guarded brx.idx is not modelled");
          }
        }
        case EXIT -> {
          counts.branch(pc, op, m, mask);
          if (exit(m)) {
            state = State.DONE;
            return state;
          }
        }
        case BARRIER -> {
          if (m == 0) {
            pc++;
          } else if (converge(op, m, full, Kind.BARRIER)) {
            checkSources(op, m);
            op.execute(this, m);
            markTargets(op, m);
            pc++;
            if (((BarrierOperations.Barrier) op).waits && !block.complete) {
              state = State.BARRIER;
              return state;
            }
          }
        }
        case CONVERGED -> {
          if (m == 0) {
            pc++;
          } else {
            checkSources(op, m);
            if (converge(op, m, op.members(this, m), Kind.WARP_DIVERGENCE)) {
              op.execute(this, m);
              markTargets(op, m);
              pc++;
            }
          }
        }
      }
    }
  }

  private void checkSources(Operation op, int m) {
    if (op.moves) {
      return;
    }
    for (int bank : op.sources) {
      if ((~initialised[bank] & m) != 0) {
        throw uninitialised(m & ~initialised[bank], "a source register");
      }
    }
    for (int predicate : op.predicateSources) {
      if ((~predicateInitialised[predicate] & m) != 0) {
        throw uninitialised(m & ~predicateInitialised[predicate], "a source predicate");
      }
    }
  }

  private void markTargets(Operation op, int m) {
    int valid = -1;
    if (op.moves) {
      for (int bank : op.sources) {
        valid &= initialised[bank];
      }
      for (int predicate : op.predicateSources) {
        valid &= predicateInitialised[predicate];
      }
    }
    for (int bank : op.targets) {
      initialised[bank] = (initialised[bank] & ~m) | (valid & m);
    }
    for (int predicate : op.predicateTargets) {
      predicateInitialised[predicate] = (predicateInitialised[predicate] & ~m) | (valid & m);
    }
  }

  private PtxFault uninitialised(int lanes, String what) {
    return fault(
        Kind.UNINITIALISED, Integer.numberOfTrailingZeros(lanes), what + " was never written");
  }

  private void branch(ControlOperations.Branch branch, int taken) {
    launch.branch(pc, branch, taken, mask);
    if (taken == mask) {
      pc = branch.target;
    } else if (taken == 0) {
      pc++;
    } else {
      push(branch.target, taken, false);
      mask &= ~taken;
      pc++;
    }
  }

  private void table(ControlOperations.Table table) {
    int left = mask;
    int at = pc;
    while (left != 0) {
      int lane = Integer.numberOfTrailingZeros(left);
      int target = table.target(this, lane);
      int same = 0;
      for (int m = left; m != 0; m &= m - 1) {
        int l = Integer.numberOfTrailingZeros(m);
        same |= table.target(this, l) == target ? 1 << l : 0;
      }
      left &= ~same;
      if (left == 0) {
        pc = target;
        mask = same;
      } else {
        push(target, same, false);
        pc = at;
      }
    }
  }

  private boolean exit(int lanes) {
    alive &= ~lanes;
    mask &= ~lanes;
    if (mask != 0) {
      pc++;
      return false;
    }
    if (groups == 0) {
      return true;
    }
    resume();
    return false;
  }

  private void push(int at, int lanes, boolean waits) {
    groupPc[groups] = at;
    groupMask[groups] = lanes;
    groupWaits[groups] = waits;
    groups++;
  }

  private void remove(int group) {
    groups--;
    groupPc[group] = groupPc[groups];
    groupMask[group] = groupMask[groups];
    groupWaits[group] = groupWaits[groups];
  }

  /** The group to run next among those that do not wait, or -1. */
  private int lowest() {
    int best = -1;
    for (int i = 0; i < groups; i++) {
      if (!groupWaits[i] && (best < 0 || groupPc[i] < groupPc[best])) {
        best = i;
      }
    }
    return best;
  }

  /** Continues with another group, as the current one has ended or waits. */
  private void resume() {
    int next = lowest();
    if (next < 0) {
      pc = groupPc[0];
      Kind kind =
          launch.kernel.code[pc].flow == Operation.Flow.BARRIER
              ? Kind.BARRIER
              : Kind.WARP_DIVERGENCE;
      throw fault(
          kind,
          Integer.numberOfTrailingZeros(groupMask[0]),
          "lanes "
              + Integer.toHexString(groupMask[0])
              + " wait for others of "
              + Integer.toHexString(full)
              + ", of which "
              + Integer.toHexString(alive)
              + " have not exited; the others never come");
    }
    pc = groupPc[next];
    mask = groupMask[next];
    remove(next);
  }

  /** Changes to the group with the lowest position, and takes in the lanes that are there. */
  private void regroup() {
    int next = lowest();
    if (next >= 0 && groupPc[next] < pc) {
      int at = groupPc[next];
      int lanes = groupMask[next];
      groupPc[next] = pc;
      groupMask[next] = mask;
      pc = at;
      mask = lanes;
    }
    for (int i = groups - 1; i >= 0; i--) {
      if (groupPc[i] == pc) {
        mask |= groupMask[i];
        remove(i);
      }
    }
  }

  /** Whether all members are here; if some can still come, the current group waits for them. */
  private boolean converge(Operation op, int m, int members, Kind kind) {
    if ((members & m) == members && (m & ~members) == 0) {
      return true;
    }
    int missing = members & ~m;
    if ((m & ~members) != 0) {
      throw fault(
          kind,
          Integer.numberOfTrailingZeros(m & ~members),
          "executed by lanes "
              + Integer.toHexString(m)
              + ", its mask names only "
              + Integer.toHexString(members));
    }
    if ((missing & ~alive) != 0 || (missing & mask) != 0 || groups == 0) {
      throw fault(
          kind,
          Integer.numberOfTrailingZeros(m),
          "executed by lanes "
              + Integer.toHexString(m)
              + ", but not by "
              + Integer.toHexString(missing)
              + ((missing & ~alive) != 0 ? ", of which some have exited" : ""));
    }
    launch.warpCount[pc]--;
    launch.laneCount[pc] -= Integer.bitCount(m);
    if (op.guard >= 0 && m != mask) {
      throw fault(kind, -1, "guarded, and diverged");
    }
    push(pc, mask, true);
    resume();
    return false;
  }
}
