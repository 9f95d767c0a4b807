package org.ringbench.party;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ringbench.data.FloatTensor;
import org.ringbench.dealer.CorrelationStream;
import org.ringbench.dealer.RowMasks;
import org.ringbench.dealer.Run;
import org.ringbench.net.Link;
import org.ringbench.plan.Op;
import org.ringbench.plan.Schedule;
import org.ringbench.plan.Schedule.Value;
import org.ringbench.protocol.Component;
import org.ringbench.protocol.CorrelationLayout;
import org.ringbench.protocol.Program;
import org.ringbench.ring.HostBuffer;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;

/**
 * One computing party: its shares of the parameters, its seed, its end of the link, and its view of
 * the data. Runs programs, one step after the other, on one thread at a time.
 */
final class Party implements AutoCloseable {
  private static final MemorySegment NOTHING = MemorySegment.ofArray(new long[0]);

  private final int index;
  private final RingBackend backend;
  private final RingBackend.Prg prg;
  private final Link link;
  private final CorrelationStream dealer; // party 1's; party 0 has none
  private final int entries;
  private final Map<String, RingTensor> parameters = new LinkedHashMap<>();
  private final List<RowStore> stores = new ArrayList<>();
  private final Map<Program, PartyProgram> programs = new HashMap<>();

  /**
   * A party.
   *
   * @param index 0 or 1
   * @param backend of its own
   * @param seed what it shares with the dealer
   * @param dealer what the dealer sends, null for party 0
   * @param entries how many steps' randomness it holds at once
   */
  Party(
      int index,
      RingBackend backend,
      byte[] seed,
      Link link,
      CorrelationStream dealer,
      int entries) {
    this.index = index;
    this.backend = backend;
    this.link = link;
    this.dealer = dealer;
    this.entries = entries;
    prg = backend.prg(seed);
  }

  RingBackend backend() {
    return backend;
  }

  Link link() {
    return link;
  }

  /** Takes this party's share of a parameter. */
  void parameter(String name, RingTensor share) {
    parameters.put(name, share);
  }

  /** Takes a data set, of which it reads the rows that it owns. */
  void data(RowMasks masks, FloatTensor features, FloatTensor labels, int scale) {
    stores.add(new RowStore(backend, index, masks, prg, features, labels, scale));
  }

  /** This party's share of a parameter, or of an output of the program that ran last. */
  long[] share(RingTensor tensor) {
    long[] words = new long[tensor.size()];
    backend.download(tensor, words, 0);
    return words;
  }

  RingTensor parameter(String name) {
    return parameters.get(name);
  }

  RingTensor output(Program program, Value output) {
    return program(program).value(output);
  }

  /** This party's memory for a program. */
  PartyProgram program(Program program) {
    PartyProgram known = programs.get(program);
    if (known == null) {
      known = new PartyProgram(program, backend, index, parameters, entries);
      programs.put(program, known);
    }
    return known;
  }

  /** Fills the randomness of a step: from the seed, and at party 1 from the dealer. */
  void prepare(long step, Run run) {
    PartyProgram memory = program(run.program());
    memory.select((int) (step % entries));
    List<Component> components = run.program().layout().components();
    for (int i = 0; i < components.size(); i++) {
      Component c = components.get(i);
      if (index == 0 || !c.dealt()) {
        backend.expand(prg, CorrelationLayout.stream(step, c), 0, memory.correlation(c), false);
      }
    }
    HostBuffer dealt = memory.dealt();
    if (dealer != null && dealt == null) {
      dealer.receive(NOTHING);
    } else if (dealer != null) {
      dealer.receive(dealt.write());
      dealt.written();
    }
  }

  /** Runs a step whose randomness is there. */
  void run(long step, Run run) {
    PartyProgram memory = program(run.program());
    memory.select((int) (step % entries));
    int[] rows = run.rows();
    RowStore store = null;
    if (memory.readsData()) {
      store = store(run.data());
      memory.load(store, rows);
    }
    memory.receive(0);
    for (int round = 1; round <= run.program().schedule().rounds(); round++) {
      memory.send(round);
      exchange(memory, round, round == 1 && memory.features() != null ? store : null, rows);
      memory.receive(round);
    }
    store(memory);
  }

  private RowStore store(int data) {
    if (data < 0 || data >= stores.size()) {
      throw new IllegalArgumentException(
          "data set %d: the session has %d".formatted(data, stores.size()));
    }
    return stores.get(data);
  }

  private void exchange(PartyProgram memory, int round, RowStore store, int[] rows) {
    HostBuffer out = memory.outgoing(round);
    HostBuffer in = memory.incoming(round);
    int words = memory.program().messageWords(round);
    int ownRows = 0;
    int otherRows = 0;
    if (store != null) {
      int cols = memory.features().shape().cols();
      ownRows = store.fresh(rows, index) * cols;
      otherRows = store.fresh(rows, 1 - index) * cols;
      if (ownRows > 0) {
        store.open(rows, out.tensor(), words);
      }
    }
    link.exchange(head(out.read(), words + ownRows), head(in.write(), words + otherRows));
    in.written();
    if (store != null) {
      if (ownRows + otherRows > 0) {
        store.keep(rows, out.tensor(), in.tensor(), words);
      }
      store.openings(rows, memory.rowOpening(memory.features()));
    }
  }

  private static MemorySegment head(MemorySegment segment, int words) {
    long bytes = (long) words * Long.BYTES;
    return bytes == segment.byteSize() ? segment : segment.asSlice(0, bytes);
  }

  /** Outputs that bear a parameter's name replace it, unless they were computed in its place. */
  private void store(PartyProgram memory) {
    Schedule schedule = memory.program().schedule();
    for (Schedule.Input input : schedule.inputs(Op.Kind.PARAMETER)) {
      Value output = schedule.outputs().get(input.name());
      if (output != null && !memory.value(output).equals(memory.value(input.value()))) {
        backend.copy(memory.value(output), memory.value(input.value()));
      }
    }
  }

  @Override
  public void close() {
    link.close();
    backend.close();
  }
}
