package org.ringbench.party;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.ringbench.data.FloatTensor;
import org.ringbench.data.Rows;
import org.ringbench.dealer.CorrelationStream;
import org.ringbench.dealer.Dealer;
import org.ringbench.dealer.Dealt;
import org.ringbench.dealer.RowMasks;
import org.ringbench.dealer.Run;
import org.ringbench.dealer.Seeds;
import org.ringbench.net.Link;
import org.ringbench.net.NetworkProfile;
import org.ringbench.net.Traffic;
import org.ringbench.plan.Schedule;
import org.ringbench.protocol.Comparison;
import org.ringbench.protocol.Program;
import org.ringbench.ring.BitPlanes;
import org.ringbench.ring.FixedPoint;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;
import org.ringbench.share.Sharing;

/**
 * Two parties and the dealer in one process, each on a thread of its own: the real protocols over a
 * link of the spec's network, which only counts unless the spec says more. A simulation for
 * measuring: one process that holds both shares protects nothing.
 *
 * <p>Party 0 runs on the caller's thread. With a streamed dealer {@link #step} does everything;
 * with a prepared one {@link #prepare} does the dealer's and the seeds' part ahead of time.
 */
public final class Session implements AutoCloseable {
  private final SessionSpec spec;
  private final int bits;
  private final List<Party> parties = new ArrayList<>();
  private final RingBackend dealerBackend;
  private final Runner runner;
  private final Tracer tracer; // null without a timeline
  private long prepared; // the parties' next step to prepare
  private long done; // the next step to run
  private boolean closed;

  private Session(SessionSpec spec, List<RingBackend> backends, Link[] links, Tracer tracer) {
    this.spec = spec;
    this.tracer = tracer;
    boolean threads = spec.execution() == Execution.THREADS;
    boolean streamed = !spec.dealing().prepared();
    int ahead = spec.dealing().steps();
    int entries = streamed ? 1 : ahead;
    Seeds seeds = spec.seeds().orElseGet(Seeds::fresh);
    CorrelationStream stream = new CorrelationStream(ahead);
    for (int i = 0; i < 2; i++) {
      CorrelationStream dealt = threads && i == 1 ? stream : null;
      Link link = threads ? links[i] : null;
      parties.add(
          i == 0 && tracer != null
              ? tracer.party(backends.get(i), seeds.of(i), link, entries)
              : new Party(i, backends.get(i), seeds.of(i), link, dealt, entries));
    }
    dealerBackend = backends.get(2);
    bits = dealerBackend.bits();
    shareParameters();
    Dealer dealer = new Dealer(dealerBackend, seeds, shareData());
    // Threads last: what may be refused has been refused.
    Runner plain =
        threads
            ? new ThreadedRunner(parties, dealer, spec.runs(), stream, streamed)
            : new LockstepRunner(
                parties,
                dealerBackend,
                dealer,
                streamed,
                spec.execution() == Execution.GRAPH,
                entries);
    runner = tracer == null ? plain : new TracedRunner(plain, tracer);
  }

  /**
   * Opens a session with seeds of its own; a streamed dealer starts at once.
   *
   * @throws IllegalArgumentException if a parameter or a label cannot be represented, or the
   *     execution has no network
   */
  public static Session open(SessionSpec spec) {
    return open(spec, Optional.empty());
  }

  /**
   * Opens a session whose party 0 has a {@link #timeline}. Its steps give the same words as others.
   * A backend that queues its work is waited for at the end of every part, so that steps on it take
   * longer than they do in a session without a timeline.
   *
   * @throws IllegalArgumentException as {@link #open}, or if the parties do not run on threads of
   *     their own: in turns on one thread, the other party's work would be party 0's waiting
   */
  public static Session openTraced(SessionSpec spec) {
    return openTraced(spec, System::nanoTime);
  }

  static Session openTraced(SessionSpec spec, LongSupplier clock) {
    if (spec.execution() != Execution.THREADS) {
      throw new IllegalArgumentException(
          "execution %s: only parties on threads of their own have a timeline"
              .formatted(spec.execution().name().toLowerCase(Locale.ROOT)));
    }
    return open(spec, Optional.of(clock));
  }

  private static Session open(SessionSpec spec, Optional<LongSupplier> clock) {
    boolean threads = spec.execution() == Execution.THREADS;
    if (!threads && !spec.network().equals(NetworkProfile.IN_MEMORY)) {
      throw new IllegalArgumentException(
          "network %s: only parties on threads of their own have one"
              .formatted(spec.network().name()));
    }
    List<RingBackend> backends = new ArrayList<>();
    Tracer tracer = clock.map(c -> new Tracer(c, () -> backends.get(0).synchronise())).orElse(null);
    Link[] links = tracer == null ? spec.network().pair() : spec.network().pair(tracer);
    try {
      for (int i = 0; i < 3; i++) {
        backends.add(spec.backend().create());
      }
      return new Session(spec, backends, links, tracer);
    } catch (RuntimeException | Error e) {
      List.of(links).forEach(Link::close);
      backends.forEach(RingBackend::close); // they may hold a device's memory
      throw e;
    }
  }

  private void shareParameters() {
    byte[] key = new byte[16];
    new SecureRandom().nextBytes(key);
    RingBackend.Prg[] prgs = {parties.get(0).backend().prg(key), parties.get(1).backend().prg(key)};
    long number = 0;
    for (var parameter : spec.parameters().entrySet()) {
      FloatTensor value = parameter.getValue();
      long[] words = new long[value.values().length];
      for (int i = 0; i < words.length; i++) {
        words[i] = FixedPoint.encode(value.values()[i], spec.fractionBits(), bits);
      }
      for (int i = 0; i < 2; i++) {
        RingBackend backend = parties.get(i).backend();
        RingTensor share = backend.allocate(value.shape());
        if (i == 0) {
          backend.upload(words, 0, share);
        }
        Sharing.split(backend, prgs[i], number, i == 0, share);
        parties.get(i).parameter(parameter.getKey(), share);
      }
      number++;
    }
  }

  private List<RowMasks> shareData() {
    List<RowMasks> masks = new ArrayList<>();
    for (Rows rows : spec.data()) {
      RowMasks m = new RowMasks(masks.size(), rows.features().shape().cols(), rows.ownership());
      for (Party party : parties) {
        party.data(m, rows.features(), rows.labels(), spec.fractionBits());
      }
      masks.add(m);
    }
    return masks;
  }

  /**
   * Runs the next step.
   *
   * @throws IllegalStateException if the session is over, or nothing is prepared for this step
   */
  public void step() {
    Run run = next(done);
    if (spec.dealing().prepared() && done >= prepared) {
      throw new IllegalStateException("step " + done + " is not prepared");
    }
    run(() -> runner.step(done, run));
    done++;
  }

  /** A session in which anything failed is over. */
  private void run(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      closed = true;
      throw e;
    }
  }

  /**
   * Deals for as many of the next steps as are not prepared yet, and expands both parties' seeds
   * for them.
   *
   * @return how many steps were prepared
   */
  public int prepare() {
    if (!spec.dealing().prepared()) {
      throw new IllegalStateException("the dealer of this session works beside the steps");
    }
    int count = 0;
    while (prepared < done + spec.dealing().steps() && spec.runs().at(prepared) != null) {
      Run run = next(prepared);
      run(() -> runner.prepare(prepared, run));
      prepared++;
      count++;
    }
    return count;
  }

  private Run next(long step) {
    if (closed) {
      throw new IllegalStateException("the session is closed");
    }
    Run run = spec.runs().at(step);
    if (run == null) {
      throw new IllegalStateException("the session ends before step " + step);
    }
    int fractionBits = run.program().schedule().setting().fractionBits();
    if (fractionBits != spec.fractionBits()) {
      throw new IllegalArgumentException(
          "step %d runs a program of %d fraction bits: the session's inputs have %d"
              .formatted(step, fractionBits, spec.fractionBits()));
    }
    return run;
  }

  /** Both parties' shares of all parameters, joined. */
  public Map<String, FloatTensor> reveal() {
    Map<String, FloatTensor> values = new LinkedHashMap<>();
    for (var parameter : spec.parameters().entrySet()) {
      long[] words = revealWords(parameter.getKey());
      values.put(
          parameter.getKey(), decode(words, parameter.getValue().shape(), spec.fractionBits()));
    }
    return values;
  }

  /** The ring elements of a parameter. */
  public long[] revealWords(String parameter) {
    if (!spec.parameters().containsKey(parameter)) {
      throw new IllegalArgumentException(
          "parameter \"" + parameter + "\" is not one of " + spec.parameters().keySet());
    }
    return join(parties.get(0).parameter(parameter), parties.get(1).parameter(parameter));
  }

  /** An output of a program, as its latest run left it. */
  public FloatTensor revealOutput(Program program, String output) {
    Schedule.Value value = output(program, output);
    return decode(revealWords(program, output), value.shape(), value.scale());
  }

  /** The ring elements of an output. */
  public long[] revealWords(Program program, String output) {
    Schedule.Value value = output(program, output);
    return join(parties.get(0).output(program, value), parties.get(1).output(program, value));
  }

  /** The bits [z >= 0] of a comparison of the program, as its latest run left them. */
  public boolean[] revealBits(Program program, Comparison comparison) {
    long[] share0 = parties.get(0).share(parties.get(0).bits(program, comparison));
    long[] share1 = parties.get(1).share(parties.get(1).bits(program, comparison));
    boolean[] bits = new boolean[comparison.elements()];
    for (int i = 0; i < bits.length; i++) {
      int word = i / BitPlanes.TILE * BitPlanes.LANES + i % BitPlanes.LANES;
      int place = i % BitPlanes.TILE / BitPlanes.LANES;
      bits[i] = ((share0[word] ^ share1[word]) >>> place & 1) == 1;
    }
    return bits;
  }

  private static Schedule.Value output(Program program, String output) {
    Schedule.Value value = program.schedule().outputs().get(output);
    if (value == null) {
      throw new IllegalArgumentException(
          "output \"" + output + "\" is not one of " + program.schedule().outputs().keySet());
    }
    return value;
  }

  private long[] join(RingTensor share0, RingTensor share1) {
    return Sharing.join(parties.get(0).share(share0), parties.get(1).share(share1));
  }

  private FloatTensor decode(long[] words, Shape shape, int scale) {
    float[] values = new float[words.length];
    for (int i = 0; i < words.length; i++) {
      values[i] = (float) FixedPoint.decode(words[i], scale, bits);
    }
    return new FloatTensor(shape, values);
  }

  /** One of the parties, for tests that look at its view. */
  Party party(int index) {
    return parties.get(index);
  }

  /** Steps that have run. */
  public long steps() {
    return done;
  }

  /** What a party has sent and received; the other direction is the other party's. */
  public Traffic traffic(int party) {
    return runner.traffic(party);
  }

  /**
   * How party 0 has spent its time so far, in {@link #step} and {@link #prepare}.
   *
   * @throws IllegalStateException if the session was not opened with a timeline
   */
  public Timeline timeline() {
    if (tracer == null) {
      throw new IllegalStateException("the session has no timeline: open it with openTraced");
    }
    return tracer.timeline();
  }

  /** Bytes that the dealer has sent, to party 1. */
  public long dealerBytes() {
    return runner.dealerBytes();
  }

  /** What party 1 has got of the dealer. */
  public Dealt dealt() {
    return runner.dealt();
  }

  /**
   * Bytes of the tensors of both parties and of the dealer; empty if the backend does not count. To
   * be asked when the dealer has worked ahead: all memory is allocated once, when it is first used.
   */
  public OptionalLong tensorBytes() {
    long sum = dealerBackend.tensorBytes().orElse(0);
    for (Party party : parties) {
      sum += party.backend().tensorBytes().orElse(0);
    }
    return sum == 0 ? OptionalLong.empty() : OptionalLong.of(sum);
  }

  /** Ends all threads and frees all memory. */
  @Override
  public void close() {
    closed = true;
    runner.close();
    parties.forEach(Party::close);
    dealerBackend.close();
  }
}
