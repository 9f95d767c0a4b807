package org.ringbench.plan;

import java.util.ArrayList;
import java.util.List;
import org.ringbench.plan.Schedule.LinearTerm;
import org.ringbench.plan.Schedule.ProductKind;
import org.ringbench.plan.Schedule.Spread;
import org.ringbench.plan.Schedule.Step;
import org.ringbench.plan.Schedule.Value;

/**
 * A value on its way through {@link Lowering}: a sum of factors times shared values and products
 * not yet truncated, each at its own scale.
 *
 * @param terms the summands
 * @param magnitude a bound on the sum's elements, declared or worst case
 * @param reduced whether it may be kept with fewer fractional bits
 */
record Form(List<Term> terms, double magnitude, boolean reduced) {

  /** A value or a product, with its fractional bits. */
  sealed interface Atom {
    int scale();

    /** A shared value. */
    record Shared(Value value, Spread spread) implements Atom {
      @Override
      public int scale() {
        return value.scale();
      }
    }

    /** A product of opened values, at the sum of their scales. */
    record Product(ProductKind kind, Step.Open x, Step.Open y, Transpose transpose)
        implements Atom {
      @Override
      public int scale() {
        return x.value().scale() + y.value().scale();
      }
    }
  }

  /** factor * atom, the atom's elements within +-magnitude. */
  record Term(double factor, Atom atom, double magnitude) {
    boolean isWhole() {
      return factor == Math.rint(factor) && Math.abs(factor) < 1 << 30;
    }

    /** The factor as a whole number, in a sum whose summands are all at this scale. */
    long multiplier(int scale) {
      Factor whole = Factor.of(factor);
      int lift = scale - atom.scale();
      return whole.shift() == lift || whole.shift() == 0
          ? whole.multiplier() << (lift - whole.shift())
          : Factor.scaled(factor, lift);
    }

    /** The shared value that this term is of, with another factor. */
    LinearTerm linear(long other) {
      Atom.Shared shared = (Atom.Shared) atom;
      return new LinearTerm(other, shared.value(), shared.spread());
    }
  }

  static Form of(Atom atom, double magnitude, boolean reduced) {
    return new Form(List.of(new Term(1, atom, magnitude)), magnitude, reduced);
  }

  static Form of(Value value, Spread spread, double magnitude, boolean reduced) {
    return of(new Atom.Shared(value, spread), magnitude, reduced);
  }

  Form plus(Form other) {
    List<Term> sum = new ArrayList<>(terms);
    sum.addAll(other.terms);
    return new Form(sum, magnitude + other.magnitude, reduced || other.reduced);
  }

  Form times(double factor) {
    return new Form(
        terms.stream().map(t -> new Term(factor * t.factor, t.atom, t.magnitude)).toList(),
        Math.abs(factor) * magnitude,
        reduced);
  }

  /** The same sum under a declared bound; a single term takes it over. */
  Form bounded(double bound) {
    if (terms.size() > 1) {
      return new Form(terms, bound, reduced);
    }
    Term t = terms.getFirst();
    return new Form(
        List.of(new Term(t.factor, t.atom, bound / Math.abs(t.factor))), bound, reduced);
  }

  /** A bound on the sum of some terms. */
  static double magnitude(List<Term> terms) {
    double sum = 0;
    for (Term t : terms) {
      sum += Math.abs(t.factor) * t.magnitude;
    }
    return sum;
  }

  Form reduced(boolean may) {
    return new Form(terms, magnitude, may);
  }

  /** The one plain value that this sum is, or null. */
  Value identity() {
    return terms.size() == 1
            && terms.getFirst().factor == 1
            && terms.getFirst().atom instanceof Atom.Shared(Value value, Spread spread)
            && spread == Spread.NONE
        ? value
        : null;
  }
}
