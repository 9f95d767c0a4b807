package org.ringbench.party;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ringbench.data.FloatTensor;
import org.ringbench.plan.Schedule;
import org.ringbench.protocol.Comparison;
import org.ringbench.protocol.Program;
import org.ringbench.ring.BitPlanes;
import org.ringbench.ring.FixedPoint;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;
import org.ringbench.share.Sharing;

/** What the shares of both parties of a session are together. */
final class Revelation {
  private final List<Party> parties;
  private final Map<String, FloatTensor> parameters; // as they were at the start
  private final int fractionBits;
  private final int bits;

  Revelation(SessionSpec spec, List<Party> parties) {
    this.parties = parties;
    parameters = spec.parameters();
    fractionBits = spec.fractionBits();
    bits = parties.getFirst().backend().bits();
  }

  /** Both parties' shares of all parameters, joined. */
  Map<String, FloatTensor> parameters() {
    Map<String, FloatTensor> values = new LinkedHashMap<>();
    for (var parameter : parameters.entrySet()) {
      long[] words = words(parameter.getKey());
      values.put(parameter.getKey(), decode(words, parameter.getValue().shape(), fractionBits));
    }
    return values;
  }

  /** The ring elements of a parameter. */
  long[] words(String parameter) {
    if (!parameters.containsKey(parameter)) {
      throw new IllegalArgumentException(
          "parameter \"" + parameter + "\" is not one of " + parameters.keySet());
    }
    return join(parties.get(0).parameter(parameter), parties.get(1).parameter(parameter));
  }

  /** An output of a program, as its latest run left it. */
  FloatTensor output(Program program, String output) {
    Schedule.Value value = program.schedule().output(output);
    return decode(words(program, output), value.shape(), value.scale());
  }

  /** The ring elements of an output. */
  long[] words(Program program, String output) {
    Schedule.Value value = program.schedule().output(output);
    return join(parties.get(0).output(program, value), parties.get(1).output(program, value));
  }

  /** The bits [z >= 0] of a comparison of the program, as its latest run left them. */
  boolean[] bits(Program program, Comparison comparison) {
    long[] share0 = parties.get(0).share(parties.get(0).bits(program, comparison));
    long[] share1 = parties.get(1).share(parties.get(1).bits(program, comparison));
    boolean[] joined = new boolean[comparison.elements()];
    for (int i = 0; i < joined.length; i++) {
      int word = i / BitPlanes.TILE * BitPlanes.LANES + i % BitPlanes.LANES;
      int place = i % BitPlanes.TILE / BitPlanes.LANES;
      joined[i] = ((share0[word] ^ share1[word]) >>> place & 1) == 1;
    }
    return joined;
  }

  private long[] join(RingTensor share0, RingTensor share1) {
    return Sharing.join(parties.get(0).share(share0), parties.get(1).share(share1));
  }

  private FloatTensor decode(long[] words, Shape shape, int scale) {
    return new FloatTensor(shape, FixedPoint.decode(words, scale, bits));
  }
}
