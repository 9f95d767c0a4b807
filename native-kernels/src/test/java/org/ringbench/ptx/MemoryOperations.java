package org.ringbench.ptx;

import java.util.List;
import org.ringbench.ptx.MemoryAccess.Use;

/** Loads and stores (PTX ISA, "ld", "ld.global.nc", "st"). */
final class MemoryOperations {
  private MemoryOperations() {}

  /** What the modifiers of a load or store say. */
  static final class Form {
    Space space = Space.GENERIC;
    Type type;
    int count = 1;

    Form(Statement s) {
      List<String> parts = s.parts();
      boolean store = parts.getFirst().equals("st");
      for (String part : parts.subList(1, parts.size())) {
        switch (part) {
          case "global" -> space = Space.GLOBAL;
          case "shared", "shared::cta" -> space = Space.SHARED;
          case "local" -> space = Space.LOCAL;
          case "const" -> space = Space.CONST;
          case "param", "param::entry" -> space = Space.PARAM;
          case "v2" -> count = 2;
          case "v4" -> count = 4;
          case "nc", "acquire", "ca", "lu", "cv", "L2::64B", "L2::128B", "L2::256B" -> {
            if (store) {
              throw s.unsupported("modifier ." + part + " is not modelled");
            }
          }
          case "release", "wb", "wt" -> {
            if (!store) {
              throw s.unsupported("modifier ." + part + " is not modelled");
            }
          }
          case "weak",
              "volatile",
              "relaxed",
              "cta",
              "gpu",
              "sys",
              "cg",
              "cs",
              "L1::evict_normal",
              "L1::evict_unchanged",
              "L1::evict_first",
              "L1::evict_last",
              "L1::no_allocate" -> {}
          default -> {
            if (type != null || Type.of(part) == null) {
              throw s.unsupported("modifier ." + part + " is not modelled");
            }
            type = Type.of(part);
          }
        }
      }
      if (type == null || type.kind() == 'p') {
        throw s.unsupported("a memory access without a type");
      }
      if (store && (space == Space.CONST || space == Space.PARAM)) {
        throw s.unsupported("a store to read-only memory");
      }
    }
  }

  /** {@code [register + offset]}, or of a constant. */
  static final class AddressOf {
    final int base;
    private final long offset;
    private final long wrap;

    AddressOf(Statement s, Operand operand, KernelBuilder b) {
      Operand.Address address = operand instanceof Operand.Address a ? a : fail(s, operand);
      int bits = address.base() instanceof Operand.Register r ? r.type.bits() : 64;
      if (bits < 32) {
        throw s.unsupported("an address of " + bits + " bits");
      }
      base = b.source(s, address.base(), bits);
      offset = address.offset();
      wrap = bits == 32 ? Lanes.LOW : -1;
    }

    private static Operand.Address fail(Statement s, Operand operand) {
      throw s.unsupported(operand + " is no address");
    }

    long of(long[] r, int lane) {
      return (r[base + lane] + offset) & wrap;
    }
  }

  static final class Load extends Operation {
    private final Space space;
    private final int width;
    private final boolean signed;
    private final AddressOf address;
    private final int[] to;
    private final long[] extension;

    Load(Statement s, KernelBuilder b) {
      super(s);
      s.expect(2);
      Form form = new Form(s);
      space = form.space;
      width = form.type.bytes();
      signed = form.type.signed();
      address = new AddressOf(s, s.operand(1), b);
      List<Operand> targets = elements(s, s.operand(0), form.count);
      to = new int[form.count];
      extension = new long[form.count];
      for (int i = 0; i < to.length; i++) {
        Operand target = targets.get(i);
        to[i] = b.target(s, target, form.type.bits(), true);
        extension[i] =
            Lanes.mask(target instanceof Operand.Register register ? register.type.bits() : 64);
      }
      b.sharedAccess(space, width * form.count);
    }

    @Override
    void execute(Warp w, int mask) {
      if (space == Space.SHARED) {
        shared(w, mask);
      } else {
        general(w, mask);
      }
    }

    private void shared(Warp w, int mask) {
      Launch launch = w.launch;
      long[] r = w.r;
      long[] addresses = launch.addresses;
      int[] places = launch.rows;
      for (int l = 0; l < 32; l++) {
        addresses[l] = address.of(r, l);
      }
      int total = width * to.length;
      w.block.shared.readLanes(w, addresses, mask, total, places);
      byte[] data = w.block.shared.data;
      for (int k = 0; k < to.length; k++) {
        int d = to[k];
        for (int m = mask; m != 0; m &= m - 1) {
          int l = Integer.numberOfTrailingZeros(m);
          long value = MemoryAccess.get(data, places[l] + k * width, width);
          r[d + l] = signed ? Lanes.signed(value, width * 8) & extension[k] : value;
        }
      }
      count(launch, mask, 0, total, false);
    }

    private void general(Warp w, int mask) {
      Launch launch = w.launch;
      long[] r = w.r;
      int total = width * to.length;
      int shared = 0;
      int global = 0;
      for (int m = mask; m != 0; m &= m - 1) {
        int l = Integer.numberOfTrailingZeros(m);
        long at = address.of(r, l);
        launch.addresses[l] = at;
        MemoryAccess.resolve(w, space, l, at, total, Use.READ);
        shared |= launch.space == Space.SHARED ? 1 << l : 0;
        global |= launch.space == Space.GLOBAL || launch.space == Space.CONST ? 1 << l : 0;
        for (int k = 0; k < to.length; k++) {
          long value = MemoryAccess.get(launch.data, launch.at + k * width, width);
          r[to[k] + l] = signed ? Lanes.signed(value, width * 8) & extension[k] : value;
        }
      }
      count(launch, shared, global, total, false);
    }
  }

  static final class Store extends Operation {
    private final Space space;
    private final int width;
    private final AddressOf address;
    private final int[] from;

    Store(Statement s, KernelBuilder b) {
      super(s);
      s.expect(2);
      Form form = new Form(s);
      space = form.space;
      width = form.type.bytes();
      address = new AddressOf(s, s.operand(0), b);
      List<Operand> sources = elements(s, s.operand(1), form.count);
      from = new int[form.count];
      for (int i = 0; i < from.length; i++) {
        from[i] = b.source(s, sources.get(i), form.type.bits(), true);
      }
      b.sharedAccess(space, width * form.count);
    }

    @Override
    void execute(Warp w, int mask) {
      Launch launch = w.launch;
      long[] r = w.r;
      int total = width * from.length;
      int shared = 0;
      int global = 0;
      for (int m = mask; m != 0; m &= m - 1) {
        int l = Integer.numberOfTrailingZeros(m);
        long at = address.of(r, l);
        launch.addresses[l] = at;
        MemoryAccess.resolve(w, space, l, at, total, Use.WRITE);
        if (launch.space == Space.SHARED) {
          shared |= 1 << l;
          w.block.shared.write(w, l, launch.at, total, same(launch, r, l));
        } else if (launch.space == Space.GLOBAL) {
          global |= 1 << l;
        }
        for (int k = 0; k < from.length; k++) {
          MemoryAccess.put(launch.data, launch.at + k * width, width, r[from[k] + l]);
        }
      }
      count(launch, shared, global, total, true);
    }

    private boolean same(Launch launch, long[] r, int lane) {
      for (int k = 0; k < from.length; k++) {
        if (MemoryAccess.get(launch.data, launch.at + k * width, width)
            != (r[from[k] + lane] & Lanes.mask(width * 8))) {
          return false;
        }
      }
      return true;
    }
  }

  static List<Operand> elements(Statement s, Operand operand, int count) {
    List<Operand> elements =
        operand instanceof Operand.Vector vector ? vector.elements() : List.of(operand);
    if (elements.size() != count) {
      throw s.unsupported(elements.size() + " elements, expected " + count);
    }
    return elements;
  }

  /** Adds an access to the counts; the addresses are those in {@link Launch#addresses}. */
  static void count(Launch launch, int shared, int global, int bytes, boolean store) {
    if (shared != 0) {
      launch.sharedMoved += (long) Integer.bitCount(shared) * bytes;
      launch.conflicts += launch.shape.conflicts(launch.addresses, shared, bytes);
    }
    if (global != 0) {
      long moved = (long) Integer.bitCount(global) * bytes;
      if (store) {
        launch.globalStored += moved;
      } else {
        launch.globalLoaded += moved;
      }
      launch.sectors += launch.shape.sectors(launch.addresses, global);
    }
  }
}
