package org.ringbench.party;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ringbench.data.FloatTensor;
import org.ringbench.dealer.Run;
import org.ringbench.dealer.Runs;
import org.ringbench.plan.Lowering;
import org.ringbench.plan.Op;
import org.ringbench.plan.Plan;
import org.ringbench.plan.Plan.Node;
import org.ringbench.plan.PlanBuilder;
import org.ringbench.plan.Schedule;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Component;
import org.ringbench.protocol.Program;
import org.ringbench.protocol.Slot;
import org.ringbench.ring.BitPlanes;
import org.ringbench.ring.FixedPoint;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;

/**
 * Runs a program on a small ring over every seed that the other party may have, and lists what a
 * party sees.
 *
 * <p>Every element of the tensors is a run of its own: element e of step t takes the other party's
 * random bits from the bits of t * {@link #ELEMENTS} + e. The party's own seed is one sample, the
 * same for all secrets: its view must not tell the secrets apart for any.
 */
final class ViewEnumeration {
  static final int ELEMENTS = 1 << 14;

  /** Builds the plan of a function of some secrets. */
  interface Function {
    Node apply(PlanBuilder b, List<Node> secrets);
  }

  private final Setting setting;
  private final Program program;
  private final int secrets;
  private final int viewer;
  private final int[] firstBit; // of each component's part of the enumerated bits
  private final int enumeratedBits;
  private final long ownSeed;
  private final boolean seesCorrections;

  /**
   * An enumeration.
   *
   * @param viewer the party whose view is listed
   * @param ownSeed chooses the viewer's own randomness
   * @param seesCorrections a planted flaw: party 0 also sees what the dealer sends to party 1
   */
  ViewEnumeration(
      Setting setting,
      int secrets,
      Function function,
      int viewer,
      long ownSeed,
      boolean seesCorrections) {
    this.setting = setting;
    this.secrets = secrets;
    this.viewer = viewer;
    this.ownSeed = ownSeed;
    this.seesCorrections = seesCorrections;
    PlanBuilder b = new PlanBuilder("views");
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < secrets; i++) {
      nodes.add(b.input("x" + i, Op.Kind.PARAMETER, Shape.row(ELEMENTS), 1e-3));
    }
    b.output("y", function.apply(b, nodes));
    Plan plan = b.build();
    Schedule schedule = Lowering.lower(plan, setting);
    program = Program.of(schedule);
    int next = 0;
    firstBit = new int[program.layout().components().size()];
    for (Component c : program.layout().components()) {
      firstBit[c.id()] = next;
      next += isFromOther(c) ? width(c) : 0;
    }
    enumeratedBits = next;
  }

  /** Party 0 expands all pieces from its seed, party 1 only those that are not dealt. */
  private boolean isFromOther(Component c) {
    return viewer == 1 || !c.dealt();
  }

  /** Random bits of an element in a piece: one a plane, or a whole ring word. */
  private int width(Component c) {
    return isPlanes(c) ? c.shape().cols() / BitPlanes.LANES : setting.ringBits();
  }

  private static boolean isPlanes(Component c) {
    return c.shape().rows() == BitPlanes.tiles(ELEMENTS);
  }

  /** The sorted views of all runs with these secrets (ring elements), each packed into words. */
  Views views(long... secretWords) {
    long runs = 1L << enumeratedBits;
    int steps = (int) Math.max(1, runs / ELEMENTS);
    Map<String, FloatTensor> parameters = new java.util.LinkedHashMap<>();
    for (int i = 0; i < secrets; i++) {
      float[] values = new float[ELEMENTS];
      double x = FixedPoint.decode(secretWords[i], setting.fractionBits(), setting.ringBits());
      Arrays.fill(values, (float) x);
      parameters.put("x" + i, new FloatTensor(Shape.row(ELEMENTS), values));
    }
    ScriptedBackend.Script script =
        (party, stream, words) -> script(party, stream, words, secretWords);
    SessionSpec spec =
        new SessionSpec(
                ScriptedBackend.provider(setting.ringBits(), script),
                setting.fractionBits(),
                parameters,
                List.of(),
                Runs.cycle(List.of(Run.of(program))))
            .with(ScriptedBackend.SEEDS);
    Views views = new Views(steps * ELEMENTS);
    try (Session session = Session.open(spec)) {
      for (int step = 0; step < steps; step++) {
        session.step();
        PartyProgram memory = session.party(viewer).program(program);
        for (Component c : program.layout().components()) {
          if (c.dealt() && viewer == 1) {
            views.add(step, memory.backend(), memory.correlation(c), width(c), isPlanes(c));
          } else if (c.dealt() && seesCorrections) {
            PartyProgram other = session.party(1).program(program);
            views.add(step, other.backend(), other.correlation(c), width(c), isPlanes(c));
          }
        }
        for (Slot slot : program.slots()) {
          int width = slot.bits() ? slot.shape().cols() / BitPlanes.LANES : setting.ringBits();
          views.add(step, memory.backend(), memory.opened(slot), width, slot.bits());
        }
      }
    }
    return views.sorted();
  }

  private void script(int party, long stream, long[] words, long[] secretWords) {
    if (party < 0) {
      // The sharing of the inputs: the viewer's share is 0, the other's the secret.
      Arrays.fill(words, viewer == 1 ? 0 : secretWords[(int) stream]);
      return;
    }
    for (Component c : program.layout().components()) {
      if (party == 0 || !c.dealt()) {
        script(party, stream >>> 32, c, words);
      }
    }
  }

  private void script(int party, long step, Component c, long[] words) {
    long base = step * ELEMENTS;
    int first = program.layout().offset(c);
    Random own = new Random(ownSeed * 31 + c.id());
    boolean sampled = party == viewer;
    if (!isPlanes(c)) {
      long sample = own.nextLong();
      for (int e = 0; e < c.shape().size(); e++) {
        words[first + e] =
            (sampled ? sample : (base + e) >>> firstBit[c.id()]) & mask(setting.ringBits());
      }
      return;
    }
    int planes = width(c);
    long sample = own.nextLong();
    for (int e = 0; e < ELEMENTS; e++) {
      long bits = sampled ? sample : (base + e) >>> firstBit[c.id()];
      for (int p = 0; p < planes; p++) {
        words[first + planeWord(e, planes, p)] |= ((bits >>> p) & 1) << (e % BitPlanes.TILE / 8);
      }
    }
  }

  private static int planeWord(int e, int planes, int plane) {
    return (e / BitPlanes.TILE * planes + plane) * BitPlanes.LANES + e % BitPlanes.LANES;
  }

  private static long mask(int bits) {
    return -1L >>> (64 - bits);
  }

  /** Two words of view for each run. */
  static final class Views {
    private final long[] low;
    private final long[] high;
    private int[] used;

    Views(int runs) {
      low = new long[runs];
      high = new long[runs];
      used = new int[runs / ELEMENTS];
    }

    void add(
        int step, org.ringbench.ring.RingBackend backend, RingTensor t, int width, boolean planes) {
      long[] words = new long[t.size()];
      backend.download(t, words, 0);
      for (int e = 0; e < ELEMENTS; e++) {
        long bits = 0;
        if (planes) {
          for (int p = 0; p < width; p++) {
            bits |= ((words[planeWord(e, width, p)] >>> (e % BitPlanes.TILE / 8)) & 1) << p;
          }
        } else {
          bits = words[e] & mask(width);
        }
        put(step * ELEMENTS + e, used[step], bits);
      }
      used[step] += width;
    }

    private void put(int run, int at, long bits) {
      if (at < 64) {
        low[run] |= bits << at;
        high[run] |= at == 0 ? 0 : bits >>> (64 - at);
      } else {
        high[run] |= bits << (at - 64);
      }
    }

    Views sorted() {
      if (Arrays.stream(used).max().orElse(0) > 128) {
        throw new IllegalStateException("a view of " + used[0] + " bits: expected 128 at most");
      }
      if (Arrays.stream(used).max().orElse(0) > 64) {
        // A mix of both words keeps the multiset apart but for collisions of 64 bits.
        for (int i = 0; i < low.length; i++) {
          low[i] =
              Long.rotateLeft(low[i] * 0x9E3779B97F4A7C15L, 29) ^ high[i] * 0xBF58476D1CE4E5B9L;
        }
      }
      Arrays.parallelSort(low);
      return this;
    }

    boolean sameDistribution(Views other) {
      return Arrays.equals(low, other.low);
    }
  }
}
