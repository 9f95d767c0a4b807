package org.ringbench.plain;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ringbench.data.FloatTensor;
import org.ringbench.data.Rows;
import org.ringbench.dealer.Run;
import org.ringbench.dealer.Runs;
import org.ringbench.plan.Op;
import org.ringbench.plan.Schedule;
import org.ringbench.plan.Schedule.LinearTerm;
import org.ringbench.plan.Schedule.ProductTerm;
import org.ringbench.plan.Schedule.Step;
import org.ringbench.plan.Schedule.Value;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Program;
import org.ringbench.protocol.Terms;
import org.ringbench.ring.FixedPoint;
import org.ringbench.ring.HostBuffer;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.RowIndices;

/**
 * The oracle: one party that runs a schedule on plain ring elements. It does the arithmetic of the
 * encrypted run and nothing for privacy, so with the dealer's rounding it gives the same words, bit
 * for bit; with a cheap rounding it is the baseline that tells the number format's cost from the
 * protocol's.
 *
 * <p>With {@linkplain #withShadow a shadow} it also checks that no value leaves the range of the
 * ring, which a private run cannot see.
 */
public final class FixedPointEngine implements AutoCloseable {
  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED;

  private final RingBackend backend;
  private final int fractionBits;
  private final Map<String, RingTensor> parameters = new LinkedHashMap<>();
  private final List<RingTensor> features = new ArrayList<>();
  private final List<RingTensor> labels = new ArrayList<>();
  private final Runs runs;
  private final Rounding rounding;
  private final Map<Program, Memory> memories = new HashMap<>();
  private Shadow shadow;
  private long step;

  /**
   * An oracle that starts from these parameters; it closes the backend.
   *
   * @param runs what runs, step by step
   */
  public FixedPointEngine(
      RingBackend backend,
      int fractionBits,
      Map<String, FloatTensor> parameters,
      List<Rows> data,
      Runs runs,
      Rounding rounding) {
    this.backend = backend;
    this.fractionBits = fractionBits;
    this.runs = runs;
    this.rounding = rounding;
    parameters.forEach((name, value) -> this.parameters.put(name, encoded(value)));
    for (Rows rows : data) {
      features.add(encoded(rows.features()));
      labels.add(encoded(rows.labels()));
    }
  }

  /** Follows every step in float64 and throws where a sum leaves the ring's range. */
  public FixedPointEngine withShadow() {
    shadow = new Shadow(backend.bits());
    parameters.forEach((name, tensor) -> shadow.parameter(name, words(tensor)));
    return this;
  }

  private RingTensor encoded(FloatTensor values) {
    long[] words = FixedPoint.encode(values.values(), fractionBits, backend.bits());
    RingTensor tensor = backend.allocate(values.shape());
    backend.upload(words, 0, tensor);
    return tensor;
  }

  /**
   * Runs the next step.
   *
   * @throws org.ringbench.plan.RangeException if there is a shadow and a value is out of range
   */
  public void step() {
    Run run = runs.at(step);
    if (run == null) {
      throw new IllegalStateException("the run ends before step " + step);
    }
    Schedule schedule = run.program().schedule();
    Memory memory =
        memories.computeIfAbsent(run.program(), _ -> new Memory(schedule, run.rows().length));
    memory.load(run);
    rounding.begin(step, run);
    if (shadow != null) {
      shadow.run(schedule, step, memory::words);
    }
    for (Step s : schedule.steps()) {
      memory.run(s, run);
    }
    memory.store();
    step++;
  }

  /** The parameters' values. */
  public Map<String, FloatTensor> reveal() {
    Map<String, FloatTensor> values = new LinkedHashMap<>();
    parameters.forEach((name, t) -> values.put(name, decode(t, fractionBits)));
    return values;
  }

  /** The ring elements of a parameter. */
  public long[] revealWords(String parameter) {
    RingTensor tensor = parameters.get(parameter);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "parameter \"" + parameter + "\" is not one of " + parameters.keySet());
    }
    return words(tensor);
  }

  /** An output of a program, as its latest run left it. */
  public FloatTensor revealOutput(Program program, String output) {
    Value value = program.schedule().output(output);
    return decode(memories.get(program).tensor(value), value.scale());
  }

  /** The ring elements of an output, as its program's latest run left it. */
  public long[] revealWords(Program program, String output) {
    return memories.get(program).words(program.schedule().output(output));
  }

  private long[] words(RingTensor tensor) {
    long[] words = new long[tensor.size()];
    backend.download(tensor, words, 0);
    return words;
  }

  private FloatTensor decode(RingTensor tensor, int scale) {
    float[] values = FixedPoint.decode(words(tensor), scale, backend.bits());
    return new FloatTensor(tensor.shape(), values);
  }

  @Override
  public void close() {
    backend.close();
  }

  /** The values of one schedule, allocated once. */
  private final class Memory {
    private final Schedule schedule;
    private final HostBuffer[] values;
    private final RowIndices rows;
    private final long[] random;
    private final IdentityHashMap<Step.Truncate, long[]> notNegative =
        new IdentityHashMap<>(); // all ones or 0

    Memory(Schedule schedule, int batch) {
      this.schedule = schedule;
      values = new HostBuffer[schedule.values().size()];
      for (Schedule.Input in : schedule.inputs(Op.Kind.PARAMETER)) {
        values[in.value().id()] = backend.hostBuffer(parameters.get(in.name()));
      }
      rows = backend.rowIndices(batch);
      int largest = 1;
      for (Value v : schedule.values()) {
        if (values[v.id()] == null) {
          values[v.id()] = backend.hostBuffer(backend.allocate(v.shape()));
        }
        largest = Math.max(largest, v.shape().size());
      }
      random = new long[largest];
      for (Step.Compare c : schedule.steps(Step.Compare.class)) {
        notNegative.put(c.of(), new long[c.of().out().shape().size()]);
      }
      if (schedule.setting().truncation() != Setting.Truncation.STOCHASTIC) {
        throw new IllegalArgumentException(
            "the oracle has no SecureML truncation: its errors depend on how values are shared");
      }
    }

    RingTensor tensor(Value value) {
      return values[value.id()].tensor();
    }

    long[] words(Value value) {
      return FixedPointEngine.this.words(tensor(value));
    }

    void load(Run run) {
      rows.set(run.rows());
      for (Schedule.Input in : schedule.inputs()) {
        switch (in.kind()) {
          case FEATURES -> gather(features.get(run.data()), in.value());
          case LABELS -> gather(labels.get(run.data()), in.value());
          case PARAMETER -> {} // in place
        }
      }
    }

    private void gather(RingTensor source, Value value) {
      backend.gatherRows(source, rows, tensor(value));
    }

    void run(Step s, Run run) {
      switch (s) {
        case Step.Open _, Step.Compare _, Step.OpenBit _ -> {} // nothing is hidden here
        case Step.Truncate t -> truncate(t, run);
        case Step.Select select -> select(select);
        case Step.Linear linear -> {
          RingTensor out = tensor(linear.out());
          backend.clear(out);
          linear.terms().forEach(term -> add(term, out));
        }
      }
    }

    private void add(LinearTerm term, RingTensor out) {
      Terms.add(backend, term, tensor(term.value()), out);
    }

    private void add(ProductTerm p, RingTensor out) {
      Terms.add(backend, p, tensor(p.x().value()), tensor(p.y().value()), out);
    }

    /** (z >> s) plus the carry of the low bits of z and r. */
    private void truncate(Step.Truncate t, Run run) {
      RingTensor out = tensor(t.out());
      backend.clear(out);
      t.products().forEach(p -> add(p, out));
      t.terms().forEach(term -> add(term, out));
      HostBuffer buffer = values[t.out().id()];
      int size = out.size();
      MemorySegment z = buffer.read(size);
      long[] mask = notNegative.get(t);
      if (mask != null) {
        for (int i = 0; i < size; i++) {
          mask[i] = ~(z.getAtIndex(WORD, i) >> 63);
        }
      }
      int shift = t.shift();
      if (shift > 0) {
        rounding.fill(run, t, random);
        long low = (1L << shift) - 1;
        for (int i = 0; i < size; i++) {
          long word = z.getAtIndex(WORD, i);
          long carry = ((word & low) + (random[i] & low)) >>> shift;
          z.setAtIndex(WORD, i, (word >> shift) + carry);
        }
      }
      buffer.written(size);
    }

    private void select(Step.Select s) {
      long[] mask = notNegative.get(s.bit().of().of());
      MemorySegment y = values[s.of().out().id()].read(mask.length);
      HostBuffer out = values[s.out().id()];
      MemorySegment selected = out.write(mask.length);
      for (int i = 0; i < mask.length; i++) {
        selected.setAtIndex(WORD, i, y.getAtIndex(WORD, i) & mask[i]);
      }
      out.written(mask.length);
    }

    void store() {
      for (Schedule.Input in : schedule.inputs(Op.Kind.PARAMETER)) {
        Value output = schedule.outputs().get(in.name());
        if (output != null) {
          backend.copy(tensor(output), tensor(in.value()));
        }
      }
    }
  }
}
