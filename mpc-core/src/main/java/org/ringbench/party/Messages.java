package org.ringbench.party;

import java.util.ArrayList;
import java.util.List;
import org.ringbench.protocol.Program;
import org.ringbench.protocol.Slot;
import org.ringbench.ring.HostBuffer;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;

/** A program's messages, one each way a round, and the protocols' slots in them. */
final class Messages {
  private final Program program;
  private final RingBackend backend;
  private final HostBuffer[] outgoing; // by round
  private final HostBuffer[] incoming;
  private final RingTensor[] sentSlots;
  private final RingTensor[] receivedSlots;
  private final Join[][] joins; // by round

  /** Neighbouring slots of one kind, as one operation. */
  private record Join(boolean bits, RingTensor sent, RingTensor received) {}

  /**
   * Allocates all messages.
   *
   * @param more words of round 1 behind its slots
   */
  Messages(Program program, RingBackend backend, int more) {
    this.program = program;
    this.backend = backend;
    int rounds = program.schedule().rounds();
    outgoing = new HostBuffer[rounds + 1];
    incoming = new HostBuffer[rounds + 1];
    joins = new Join[rounds + 1][];
    for (int round = 0; round <= rounds; round++) {
      int words = program.messageWords(round) + (round == 1 ? more : 0);
      if (words > 0) {
        outgoing[round] = backend.hostBuffer(backend.allocate(Shape.row(words)));
        incoming[round] = backend.hostBuffer(backend.allocate(Shape.row(words)));
      }
      joins[round] = joins(round);
    }
    sentSlots = slots(outgoing);
    receivedSlots = slots(incoming);
  }

  private RingTensor[] slots(HostBuffer[] messages) {
    return program.slots().stream()
        .map(s -> messages[s.round()].tensor().view(s.offset(), s.shape()))
        .toArray(RingTensor[]::new);
  }

  private Join[] joins(int round) {
    List<Slot> slots = program.slots().stream().filter(s -> s.round() == round).toList();
    List<Join> found = new ArrayList<>();
    for (int first = 0, next; first < slots.size(); first = next) {
      int from = slots.get(first).offset();
      int end = from;
      for (next = first; next < slots.size(); next++) {
        if (slots.get(next).bits() != slots.get(first).bits()) {
          break;
        }
        end = slots.get(next).offset() + slots.get(next).shape().size();
      }
      Shape shape = Shape.row(end - from);
      found.add(
          new Join(
              slots.get(first).bits(),
              outgoing[round].tensor().view(from, shape),
              incoming[round].tensor().view(from, shape)));
    }
    return found.toArray(Join[]::new);
  }

  /** This party's message of a round; null if there is none. */
  HostBuffer outgoing(int round) {
    return outgoing[round];
  }

  /** The peer's message of a round; null if there is none. */
  HostBuffer incoming(int round) {
    return incoming[round];
  }

  /** A slot of this party's message. */
  RingTensor sent(Slot slot) {
    return sentSlots[slot.id()];
  }

  /** A slot of the peer's message; once they are combined, what was opened. */
  RingTensor received(Slot slot) {
    return receivedSlots[slot.id()];
  }

  /** Adds this party's message of a round to the peer's, slot by slot. */
  void combine(int round) {
    for (Join join : joins[round]) {
      if (join.bits) {
        backend.xor(join.sent, join.received, join.received);
      } else {
        backend.add(join.sent, join.received, join.received);
      }
    }
  }
}
