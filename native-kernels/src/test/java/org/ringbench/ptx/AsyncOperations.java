package org.ringbench.ptx;

import java.util.List;
import org.ringbench.ptx.MemoryAccess.Use;

/** Asynchronous copies (PTX ISA, "cp.async" and its groups). */
final class AsyncOperations {
  private static final List<String> HINTS = List.of("L2::64B", "L2::128B", "L2::256B");

  private AsyncOperations() {}

  static Operation decode(Statement s, KernelBuilder b) {
    return switch (s.opcode()) {
      case "cp.async.commit_group" -> commit(s);
      case "cp.async.wait_all" -> {
        s.expect(0);
        yield wait(s, -1);
      }
      case "cp.async.wait_group" -> {
        s.expect(1);
        if (s.operand(0) instanceof Operand.Literal literal && literal.value() >= 0) {
          yield wait(s, (int) literal.value());
        }
        throw s.unsupported("the number of groups must be a literal");
      }
      default -> new Copy(s, b);
    };
  }

  private static Operation commit(Statement s) {
    s.expect(0);
    return new Operation(s) {
      @Override
      void execute(Warp w, int mask) {
        w.copies.commit(mask);
      }
    };
  }

  private static Operation wait(Statement s, int pending) {
    return new Operation(s) {
      @Override
      void execute(Warp w, int mask) {
        w.copies.await(mask, pending);
      }
    };
  }

  /** {@code cp.async.(ca|cg).shared.global [to], [from], bytes, used bytes}. */
  private static final class Copy extends Operation {
    private final MemoryOperations.AddressOf to;
    private final MemoryOperations.AddressOf from;
    private final int bytes;

    /** The bytes to read, the rest being zero; -1 if all. */
    private final int used;

    Copy(Statement s, KernelBuilder b) {
      super(s);
      List<String> parts = s.parts();
      boolean known =
          parts.size() >= 5
              && parts.size() <= 6
              && parts.get(1).equals("async")
              && List.of("ca", "cg").contains(parts.get(2))
              && List.of("shared", "shared::cta").contains(parts.get(3))
              && parts.get(4).equals("global")
              && (parts.size() == 5 || HINTS.contains(parts.get(5)));
      if (!known || s.operands().size() < 3 || s.operands().size() > 4) {
        throw s.unsupported("this form is not modelled");
      }
      bytes = s.operand(2) instanceof Operand.Literal literal ? (int) literal.value() : 0;
      boolean size = bytes == 16 || (parts.get(2).equals("ca") && (bytes == 4 || bytes == 8));
      if (!size) {
        throw s.unsupported("a copy of " + bytes + " bytes is not possible");
      }
      to = new MemoryOperations.AddressOf(s, s.operand(0), b);
      from = new MemoryOperations.AddressOf(s, s.operand(1), b);
      used = s.operands().size() == 4 ? b.source(s, s.operand(3), 32) : -1;
      b.sharedAccess(Space.SHARED, bytes);
    }

    @Override
    void execute(Warp w, int mask) {
      Launch launch = w.launch;
      int global = 0;
      for (int m = mask; m != 0; m &= m - 1) {
        int l = Integer.numberOfTrailingZeros(m);
        int place = w.block.shared.place(w, l, to.of(w.r, l), bytes);
        long source = from.of(w.r, l);
        long count = used < 0 ? bytes : w.r[used + l];
        if (count > bytes) {
          throw w.fault(PtxFault.Kind.UNDEFINED, l, "reads " + count + " of " + bytes + " bytes");
        }
        launch.addresses[l] = source;
        long low = 0;
        long high = 0;
        if (count == bytes) {
          MemoryAccess.resolve(w, Space.GLOBAL, l, source, bytes, Use.READ);
          low = MemoryAccess.get(launch.data, launch.at, Math.min(bytes, 8));
          high = bytes == 16 ? MemoryAccess.get(launch.data, launch.at + 8, 8) : 0;
        } else {
          if ((source & (bytes - 1)) != 0) {
            throw w.fault(
                PtxFault.Kind.MISALIGNED, l, bytes + " bytes at " + launch.memory.describe(source));
          }
          for (int i = 0; i < count; i++) {
            MemoryAccess.resolve(w, Space.GLOBAL, l, source + i, 1, Use.READ);
            long value = launch.data[launch.at] & 0xFFL;
            low |= i < 8 ? value << (8 * i) : 0;
            high |= i >= 8 ? value << (8 * (i - 8)) : 0;
          }
        }
        global |= count > 0 ? 1 << l : 0;
        launch.globalLoaded += count;
        launch.sharedMoved += bytes;
        w.block.shared.issue(w, l, place, bytes);
        w.copies.issue(l, place, bytes, low, high);
      }
      launch.sectors += launch.shape.sectors(launch.addresses, global);
    }
  }
}
