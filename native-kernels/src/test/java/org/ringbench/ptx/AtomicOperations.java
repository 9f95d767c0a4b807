package org.ringbench.ptx;

import java.util.List;
import org.ringbench.ptx.MemoryAccess.Use;

/** Atomic operations (PTX ISA, "atom", "red"). */
final class AtomicOperations extends Operation {
  private final Space space;
  private final String what;
  private final Type type;
  private final MemoryOperations.AddressOf address;
  private final int a;
  private final int b;

  /** -1 for {@code red}. */
  private final int to;

  AtomicOperations(Statement s, KernelBuilder builder) {
    super(s);
    List<String> parts = s.parts();
    boolean returns = parts.getFirst().equals("atom");
    Space where = Space.GENERIC;
    String operation = "";
    Type of = null;
    for (String part : parts.subList(1, parts.size())) {
      switch (part) {
        case "global" -> where = Space.GLOBAL;
        case "shared", "shared::cta" -> where = Space.SHARED;
        case "relaxed", "acquire", "release", "acq_rel", "cta", "gpu", "sys" -> {}
        case "add", "min", "max", "and", "or", "xor", "exch", "cas", "inc", "dec" ->
            operation = part;
        default -> of = Type.of(part);
      }
    }
    space = where;
    what = operation;
    type = of;
    String allowed =
        switch (what) {
          case "add" -> "u32 s32 u64 f32 f64";
          case "min", "max" -> "u32 s32 u64 s64";
          case "and", "or", "xor" -> "b32 b64";
          case "exch", "cas" -> returns ? "b32 b64" : "";
          case "inc", "dec" -> "u32";
          default -> "";
        };
    if (type == null || !List.of(allowed.split(" ")).contains(parts.getLast())) {
      throw s.unsupported("this form is not modelled");
    }
    int at = returns ? 1 : 0;
    s.expect(at + (what.equals("cas") ? 3 : 2));
    address = new MemoryOperations.AddressOf(s, s.operand(at), builder);
    a = builder.source(s, s.operand(at + 1), type.bits());
    b = what.equals("cas") ? builder.source(s, s.operand(at + 2), type.bits()) : 0;
    to = returns ? builder.target(s, s.operand(0), type.bits()) : -1;
    builder.sharedAccess(space, type.bytes());
  }

  @Override
  void execute(Warp w, int mask) {
    Launch launch = w.launch;
    long[] r = w.r;
    int width = type.bytes();
    int shared = 0;
    int global = 0;
    for (int m = mask; m != 0; m &= m - 1) {
      int l = Integer.numberOfTrailingZeros(m);
      long at = address.of(r, l);
      launch.addresses[l] = at;
      MemoryAccess.resolve(w, space, l, at, width, Use.ATOMIC);
      long old;
      if (launch.space == Space.GLOBAL) {
        global |= 1 << l;
        Allocation allocation = launch.allocation;
        synchronized (allocation) {
          old = update(launch, r[a + l], r[b + l], width);
        }
      } else if (launch.space == Space.SHARED) {
        shared |= 1 << l;
        old = update(launch, r[a + l], r[b + l], width);
      } else {
        throw w.fault(PtxFault.Kind.OUT_OF_BOUNDS, l, "an atomic outside global and shared memory");
      }
      if (to >= 0) {
        r[to + l] = old;
      }
    }
    MemoryOperations.count(launch, shared, global, width, true);
    launch.globalLoaded += (long) Integer.bitCount(global) * width;
  }

  private long update(Launch launch, long x, long y, int width) {
    long old = MemoryAccess.get(launch.data, launch.at, width);
    MemoryAccess.put(launch.data, launch.at, width, next(old, x, y));
    return old;
  }

  private long next(long old, long x, long y) {
    return switch (what) {
      case "add" ->
          !type.isFloat()
              ? old + x
              : type.bits() == 32
                  ? Lanes.f32(Lanes.f32(old) + Lanes.f32(x))
                  : Lanes.f64(Lanes.f64(old) + Lanes.f64(x));
      case "min" -> less(old, x) ? old : x;
      case "max" -> less(old, x) ? x : old;
      case "and" -> old & x;
      case "or" -> old | x;
      case "xor" -> old ^ x;
      case "cas" -> old == x ? y : old;
      case "inc" -> old >= x ? 0 : old + 1;
      case "dec" -> old == 0 || old > x ? x : old - 1;
      default -> x;
    };
  }

  private boolean less(long x, long y) {
    return type.signed()
        ? Lanes.signed(x, type.bits()) < Lanes.signed(y, type.bits())
        : Long.compareUnsigned(x, y) < 0;
  }
}
