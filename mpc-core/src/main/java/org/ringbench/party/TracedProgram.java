package org.ringbench.party;

import java.util.Map;
import org.ringbench.party.Timeline.Part;
import org.ringbench.protocol.BitOpening;
import org.ringbench.protocol.Comparison;
import org.ringbench.protocol.LocalTruncation;
import org.ringbench.protocol.Masking;
import org.ringbench.protocol.Program;
import org.ringbench.protocol.Program.Turn;
import org.ringbench.protocol.Protocol;
import org.ringbench.protocol.Selection;
import org.ringbench.protocol.Sum;
import org.ringbench.protocol.Truncation;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;

/** Party 0's memory for a program whose protocols are parts of its timeline. */
final class TracedProgram extends PartyProgram {
  private final Tracer tracer;

  TracedProgram(
      Program program,
      RingBackend backend,
      Map<String, RingTensor> parameters,
      int entries,
      Tracer tracer) {
    super(program, backend, 0, parameters, entries);
    this.tracer = tracer;
  }

  private static Part part(Protocol protocol) {
    return switch (protocol) {
      case Truncation _, LocalTruncation _ -> Part.TRUNCATION;
      case Comparison _ -> Part.COMPARISON;
      case BitOpening _, Selection _ -> Part.SELECTION;
      case Masking _, Sum _ -> Part.OTHER;
    };
  }

  @Override
  void send(Turn turn) {
    Part before = tracer.enter(part(turn.protocol()));
    super.send(turn);
    tracer.enter(before);
  }

  @Override
  void combine(int round) {
    Part before = tracer.enter(Part.COMMUNICATION);
    super.combine(round);
    tracer.enter(before);
  }

  @Override
  void receive(Turn turn) {
    Part before = tracer.enter(part(turn.protocol()));
    super.receive(turn);
    tracer.enter(before);
  }
}
