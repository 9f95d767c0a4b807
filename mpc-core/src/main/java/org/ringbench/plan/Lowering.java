package org.ringbench.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.ringbench.plan.Form.Atom;
import org.ringbench.plan.Form.Term;
import org.ringbench.plan.Plan.Node;
import org.ringbench.plan.Schedule.LinearTerm;
import org.ringbench.plan.Schedule.ProductKind;
import org.ringbench.plan.Schedule.ProductTerm;
import org.ringbench.plan.Schedule.Spread;
import org.ringbench.plan.Schedule.Step;
import org.ringbench.plan.Schedule.Value;
import org.ringbench.ring.Shape;

/**
 * Turns a plan into a schedule: places truncations, fuses what can share one, opens each value
 * once, drops what no output needs and puts every opening into the earliest round.
 *
 * <p>It works on demand from the outputs. A node is first a {@link Form}, a sum that may still hold
 * untruncated products; it becomes a shared value only when an operand of a product, a sign, a
 * selection or an output asks for one. Then everything that is not yet at the wanted scale is
 * truncated at once: biases join at the product's scale, an SGD factor joins the truncation of its
 * gradient, momentum the same one.
 *
 * <p>Every truncated sum must stay below 2^(ringBits - 2) by the declared magnitudes. Where it does
 * not, values that the plan marks as {@linkplain Engine#reduced reduced} are kept with p fractional
 * bits fewer, p the least that fits.
 */
public final class Lowering {
  /** A factor may come out this much larger than it was asked for. */
  private static final double WIDENING = 1.002;

  private final Plan plan;
  private final Setting setting;
  private final int reducedBits;

  private final ScheduleBuilder schedule = new ScheduleBuilder();
  private final RingRange range;

  private final Map<Integer, Form> forms = new HashMap<>();
  private final Map<Integer, Value> materialised = new HashMap<>();
  private final Map<Integer, Step.Truncate> truncations = new HashMap<>();
  private final Map<Integer, Step.OpenBit> bits = new HashMap<>();
  private final Map<Integer, Step.Open> opens = new HashMap<>();

  /** Nodes of which the whole sum must stand in one truncation: a sign or a selection reads it. */
  private final Set<Integer> unsplit = new HashSet<>();

  private Lowering(Plan plan, Setting setting, int reducedBits) {
    this.plan = plan;
    this.setting = setting;
    this.reducedBits = reducedBits;
    range = new RingRange(setting.ringBits());
  }

  /**
   * The schedule of a plan.
   *
   * @throws RangeException if no choice of reduced bits keeps every sum within the ring; the
   *     message names the sum and the most fraction bits that fit
   */
  public static Schedule lower(Plan plan, Setting setting) {
    Lowering last = null;
    for (int p = 0; p < setting.fractionBits(); p++) {
      Lowering attempt = new Lowering(plan, setting, p);
      Schedule schedule = attempt.run();
      if (attempt.range.violation() == null) {
        return schedule;
      }
      last = attempt;
    }
    throw new RangeException(
        "%d fraction bits do not fit plan \"%s\" on a ring of %d bits: %s; %s"
            .formatted(
                setting.fractionBits(),
                plan.name(),
                setting.ringBits(),
                last.range.violation(),
                mostFractionBits(plan, setting)));
  }

  private static String mostFractionBits(Plan plan, Setting setting) {
    for (int f = setting.fractionBits() - 1; f >= 1; f--) {
      for (int p = 0; p < f; p++) {
        Lowering attempt = new Lowering(plan, setting.withFractionBits(f), p);
        attempt.run();
        if (attempt.range.violation() == null) {
          return "at most " + f + " fit";
        }
      }
    }
    return "no number of fraction bits fits";
  }

  private Schedule run() {
    for (Node node : plan.nodes()) {
      if (node.op() instanceof Op.Sign) {
        unsplit.add(node.arguments().getFirst());
      } else if (node.op() instanceof Op.Select) {
        unsplit.add(node.arguments().getLast());
      }
    }
    SequencedMap<String, Value> outputs = new LinkedHashMap<>();
    plan.outputs().forEach((name, node) -> outputs.put(name, value(node)));
    return schedule.build(plan.name() + " " + plan.hash(), setting, reducedBits, outputs);
  }

  // Forms.

  private Node argument(Node node, int i) {
    return plan.nodes().get(node.arguments().get(i));
  }

  private Form form(Node node) {
    Form known = forms.get(node.id());
    if (known == null) {
      known = makeForm(node);
      forms.put(node.id(), known);
    }
    return known;
  }

  private Form makeForm(Node node) {
    return switch (node.op()) {
      case Op.Input(String name, Op.Kind kind) -> {
        Value value = schedule.input(name, kind, node.shape(), setting.fractionBits());
        yield Form.of(value, Spread.NONE, Double.POSITIVE_INFINITY, false);
      }
      case Op.MatMul(Transpose t) -> {
        Shape x = argument(node, 0).shape();
        yield product(node, ProductKind.MATMUL, t, t.left() ? x.rows() : x.cols());
      }
      case Op.Hadamard _, Op.Square _ -> product(node, ProductKind.HADAMARD, Transpose.NONE, 1);
      case Op.Add _ -> form(argument(node, 0)).plus(form(argument(node, 1)));
      case Op.Sub _ -> form(argument(node, 0)).plus(form(argument(node, 1)).times(-1));
      case Op.AddRow _ -> form(argument(node, 0)).plus(spread(argument(node, 1), Spread.BROADCAST));
      case Op.SumRows _ -> spread(argument(node, 0), Spread.SUM_ROWS);
      case Op.Sum _ -> sum(argument(node, 0));
      case Op.Scale(double factor) -> form(argument(node, 0)).times(factor).reduced(false);
      case Op.Axpy(double factor) ->
          form(argument(node, 0)).times(factor).plus(form(argument(node, 1))).reduced(false);
      case Op.Bounded(double magnitude) -> form(argument(node, 0)).bounded(magnitude);
      case Op.Reduced _ -> form(argument(node, 0)).reduced(true);
      case Op.Select _ -> select(node);
      case Op.Sign _ -> throw new IllegalArgumentException("a sign is only good for selections");
    };
  }

  private Form product(Node node, ProductKind kind, Transpose transpose, int inner) {
    Node left = argument(node, 0);
    Node right = argument(node, node.arguments().size() - 1); // a square has one argument
    Atom atom = new Atom.Product(kind, open(left), open(right), transpose);
    double magnitude = form(left).magnitude() * form(right).magnitude() * inner;
    return Form.of(atom, magnitude, form(left).reduced() || form(right).reduced());
  }

  /** A row broadcast, or the sum of rows: both act on the shares of a materialised value. */
  private Form spread(Node x, Spread spread) {
    int terms = spread == Spread.SUM_ROWS ? x.shape().rows() : 1;
    return Form.of(value(x), spread, form(x).magnitude() * terms, form(x).reduced());
  }

  /** A sum of elementwise products is an inner product, and needs no truncation in between. */
  private Form sum(Node x) {
    Form form = form(x);
    int size = x.shape().size();
    if (form.terms().size() == 1
        && form.terms().getFirst().atom() instanceof Atom.Product p
        && p.kind() == ProductKind.HADAMARD) {
      Atom inner = new Atom.Product(ProductKind.INNER, p.x(), p.y(), Transpose.NONE);
      return Form.of(inner, form.terms().getFirst().magnitude() * size, form.reduced())
          .times(form.terms().getFirst().factor());
    }
    return Form.of(value(x), Spread.SUM, form.magnitude() * size, form.reduced());
  }

  private Form select(Node node) {
    Step.OpenBit bit = bit(argument(node, 0));
    Node x = argument(node, 1);
    Step.Truncate of = truncation(x);
    int round = Math.max(bit.round(), of.round());
    Value out = schedule.value(node.shape(), of.out().scale(), round);
    schedule.add(new Step.Select(round, bit, of, out));
    return Form.of(out, Spread.NONE, form(x).magnitude(), form(x).reduced());
  }

  private Step.OpenBit bit(Node sign) {
    Step.OpenBit known = bits.get(sign.id());
    if (known == null) {
      Step.Truncate of = truncation(argument(sign, 0));
      int levels = setting.comparison().layout(setting.ringBits()).levels().size();
      // A tree without levels (one chunk, on a small ring) opens nothing.
      Step.Compare compare = new Step.Compare(of.round() + (levels == 0 ? 0 : 1), of, levels);
      schedule.add(compare);
      known = new Step.OpenBit(of.round() + levels + 1, compare);
      schedule.add(known);
      bits.put(sign.id(), known);
    }
    return known;
  }

  // Values.

  private int targetScale(Form form) {
    return setting.fractionBits() - (form.reduced() ? reducedBits : 0);
  }

  private Value value(Node node) {
    Value known = materialised.get(node.id());
    if (known == null) {
      known = unsplit.contains(node.id()) ? truncation(node).out() : materialise(node);
      materialised.put(node.id(), known);
    }
    return known;
  }

  /** The node's whole sum in one truncation, by 0 bits where it is at its scale already. */
  private Step.Truncate truncation(Node node) {
    Step.Truncate known = truncations.get(node.id());
    if (known == null) {
      known = truncate(node, form(node), form(node).terms());
      if (known.local()) {
        // A sign needs an opening: that of the truncated value, by 0 bits.
        known = openInFull(known, node);
      }
      truncations.put(node.id(), known);
    }
    return known;
  }

  private Value materialise(Node node) {
    Form form = form(node);
    int target = targetScale(form);
    Value identity = form.identity();
    if (identity != null && identity.scale() == target) {
      return identity;
    }
    // What is at the wanted scale already stays outside of the truncation and exact.
    List<Term> exact =
        form.terms().stream()
            .filter(t -> t.atom() instanceof Atom.Shared s && s.scale() == target && t.isWhole())
            .toList();
    List<Term> inexact = form.terms().stream().filter(t -> !exact.contains(t)).toList();
    List<LinearTerm> sum = new ArrayList<>();
    exact.forEach(t -> sum.add(t.linear((long) t.factor())));
    if (!inexact.isEmpty()) {
      Value truncated = truncate(node, form, inexact).out();
      if (exact.isEmpty()) {
        return truncated;
      }
      sum.add(new LinearTerm(1, truncated, Spread.NONE));
    }
    int round = sum.stream().mapToInt(t -> schedule.available(t.value())).max().orElseThrow();
    Value out = schedule.value(node.shape(), target, round);
    double bound = Math.min(form.magnitude(), Form.magnitude(form.terms()));
    range.check(label(node), Math.scalb(bound, target), 0);
    schedule.add(new Step.Linear(round, List.copyOf(sum), out));
    return out;
  }

  /** One truncation of some terms of a node's form to the form's scale. */
  private Step.Truncate truncate(Node node, Form form, List<Term> terms) {
    int target = targetScale(form);
    int scale = target; // the common scale of all summands
    for (Term t : terms) {
      scale = Math.max(scale, t.atom().scale() + Factor.of(t.factor()).shift());
    }
    List<ProductTerm> products = new ArrayList<>();
    List<LinearTerm> linear = new ArrayList<>();
    int round = 0;
    double bound = 0;
    for (Term t : terms) {
      long factor = t.multiplier(scale);
      // In doubles: a factor that leaves the ring must not wrap into a small one.
      bound += WIDENING * Math.abs(t.factor()) * Math.scalb(t.magnitude(), scale);
      switch (t.atom()) {
        case Atom.Product(ProductKind kind, Step.Open x, Step.Open y, Transpose transpose) -> {
          products.add(new ProductTerm(factor, kind, x, y, transpose));
          round = Math.max(round, Math.max(x.round(), y.round()));
        }
        case Atom.Shared(Value value, Spread _) -> {
          linear.add(t.linear(factor));
          round = Math.max(round, schedule.available(value));
        }
      }
    }
    // What is left out of the sum can hide as much of it.
    double rest = Form.magnitude(form.terms().stream().filter(t -> !terms.contains(t)).toList());
    bound = Math.min(bound, Math.scalb(form.magnitude() + rest, scale));
    String label = label(node);
    range.check(label, bound, scale - target);
    boolean local = setting.truncation() == Setting.Truncation.SECUREML_LOCAL && scale > target;
    round += local ? 0 : 1;
    Value out = schedule.value(node.shape(), target, round);
    Step.Truncate step =
        new Step.Truncate(round, products, linear, scale - target, local, out, label);
    schedule.add(step);
    return step;
  }

  private Step.Truncate openInFull(Step.Truncate local, Node node) {
    int round = local.round() + 1;
    Value out = schedule.value(node.shape(), local.out().scale(), round);
    List<LinearTerm> whole = List.of(new LinearTerm(1, local.out(), Spread.NONE));
    Step.Truncate step = new Step.Truncate(round, List.of(), whole, 0, false, out, local.label());
    schedule.add(step);
    return step;
  }

  private static String label(Node node) {
    return "node " + node.id() + " (" + node.op().getClass().getSimpleName() + ")";
  }

  private Step.Open open(Node node) {
    Value value = value(node);
    Step.Open known = opens.get(value.id());
    if (known == null) {
      known = new Step.Open(schedule.available(value) + 1, value, schedule.isFeatures(value));
      schedule.add(known);
      opens.put(value.id(), known);
    }
    return known;
  }
}
