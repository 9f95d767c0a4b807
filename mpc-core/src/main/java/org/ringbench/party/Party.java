package org.ringbench.party;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ringbench.data.FloatTensor;
import org.ringbench.dealer.Correlations;
import org.ringbench.dealer.RowMasks;
import org.ringbench.dealer.Run;
import org.ringbench.net.Link;
import org.ringbench.plan.Schedule.Value;
import org.ringbench.protocol.Comparison;
import org.ringbench.protocol.CorrelationLayout;
import org.ringbench.protocol.Program;
import org.ringbench.ring.HostBuffer;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;

/**
 * One computing party: its shares of the parameters, its seed, its end of the link, and its view of
 * the data. Runs programs, one step after the other, on one thread at a time.
 */
class Party implements AutoCloseable {
  private static final MemorySegment NOTHING = MemorySegment.ofArray(new long[0]);

  private final int index;
  private final RingBackend backend;
  private final RingBackend.Prg prg;
  private final Link link;
  private final Correlations dealer; // party 1's; party 0 has none
  private final int entries;
  private final Map<String, RingTensor> parameters = new LinkedHashMap<>();
  private final List<RowStore> stores = new ArrayList<>();
  private final Map<Program, PartyProgram> programs = new HashMap<>();
  private int freshOwn; // words of the chosen rows that this party opens for the first time
  private int freshOther;

  /**
   * A party.
   *
   * @param index 0 or 1
   * @param backend of its own
   * @param seed what it shares with the dealer
   * @param link to the other party, null where both run in lockstep
   * @param dealer what the dealer sends, null for party 0 and in lockstep
   * @param entries how many steps' randomness it holds at once
   */
  Party(int index, RingBackend backend, byte[] seed, Link link, Correlations dealer, int entries) {
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

  /** This party's share of the bits of a comparison. */
  RingTensor bits(Program program, Comparison comparison) {
    return comparison.bit(program(program));
  }

  /** This party's memory for a program. */
  PartyProgram program(Program program) {
    PartyProgram known = programs.get(program);
    if (known == null) {
      known = allocate(program, parameters, entries);
      programs.put(program, known);
    }
    return known;
  }

  PartyProgram allocate(Program program, Map<String, RingTensor> shares, int poolEntries) {
    return new PartyProgram(program, backend, index, shares, poolEntries);
  }

  /** Chooses a step's memory and its rows: all that a replay of its recorded work needs. */
  void select(long step, Run run) {
    PartyProgram memory = program(run.program());
    memory.select((int) (step % entries));
    freshOwn = 0;
    freshOther = 0;
    if (memory.readsData()) {
      RowStore store = store(run.data());
      memory.select(store, run.rows());
      if (memory.features() != null) {
        int cols = memory.features().shape().cols();
        freshOwn = store.fresh(run.rows(), index) * cols;
        freshOther = store.fresh(run.rows(), 1 - index) * cols;
      }
    }
  }

  /** Whether the chosen step opens rows for the first time. */
  boolean opensRows() {
    return freshOwn + freshOther > 0;
  }

  /** Fills the randomness of a step: from the seed, and at party 1 from the dealer. */
  void prepare(long step, Run run) {
    expand(step, run);
    HostBuffer dealt = program(run.program()).dealt();
    if (dealer != null && dealt == null) {
      dealer.receive(NOTHING);
    } else if (dealer != null) {
      int words = dealt.tensor().size();
      dealer.receive(dealt.write(words));
      dealt.written(words);
    }
  }

  /** Expands this party's seed for a step. */
  void expand(long step, Run run) {
    PartyProgram memory = program(run.program());
    memory.select((int) (step % entries));
    if (memory.seeded() != null) {
      backend.expand(prg, CorrelationLayout.stream(step), 0, memory.seeded());
    }
  }

  /** Runs a step whose randomness is there, and waits until it is done. */
  void run(long step, Run run) {
    select(step, run);
    begin(run);
    for (int round = 1; round <= run.program().schedule().rounds(); round++) {
      send(run, round);
      exchange(run, round);
      receive(run, round);
    }
    finish(run);
    backend.synchronise();
  }

  /** What comes before the first message of the step that is chosen. */
  void begin(Run run) {
    PartyProgram memory = program(run.program());
    if (memory.readsData()) {
      memory.load(store(run.data()));
    }
    memory.receive(0);
  }

  /** Computes a round's message. */
  void send(Run run, int round) {
    PartyProgram memory = program(run.program());
    memory.send(round);
    if (round == 1 && freshOwn > 0) {
      RingTensor out = memory.outgoing(1).tensor();
      store(run.data()).open(run.rows(), out, memory.program().messageWords(1));
    }
  }

  void exchange(Run run, int round) {
    HostBuffer out = program(run.program()).outgoing(round);
    HostBuffer in = program(run.program()).incoming(round);
    int words = wordsReceived(run, round);
    link.exchange(out.read(wordsSent(run, round)), in.write(words));
    in.written(words);
  }

  /** The words of this party's message. */
  int wordsSent(Run run, int round) {
    return run.program().messageWords(round) + (round == 1 ? freshOwn : 0);
  }

  /** The words of the other party's message. */
  int wordsReceived(Run run, int round) {
    return run.program().messageWords(round) + (round == 1 ? freshOther : 0);
  }

  /** Combines a round's messages and goes on to the next one's beginning. */
  void receive(Run run, int round) {
    PartyProgram memory = program(run.program());
    if (round == 1 && memory.features() != null) {
      RowStore store = store(run.data());
      if (opensRows()) {
        int words = run.program().messageWords(1);
        RingTensor sent = memory.outgoing(1).tensor();
        store.keep(run.rows(), sent, memory.incoming(1).tensor(), words);
      }
      memory.loadOpenings(store);
    }
    memory.receive(round);
  }

  private RowStore store(int data) {
    if (data < 0 || data >= stores.size()) {
      throw new IllegalArgumentException(
          "data set %d: the session has %d".formatted(data, stores.size()));
    }
    return stores.get(data);
  }

  /** What comes after the last round. */
  void finish(Run run) {
    program(run.program()).finish();
  }

  @Override
  public void close() {
    backend.close();
  }
}
