package org.ringbench.party;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.ringbench.cores.CoreBinding;
import org.ringbench.data.FloatTensor;
import org.ringbench.dealer.CorrelationStream;
import org.ringbench.dealer.Dealer;
import org.ringbench.dealer.Dealt;
import org.ringbench.dealer.RowMasks;
import org.ringbench.dealer.Run;
import org.ringbench.dealer.Seeds;
import org.ringbench.net.Link;
import org.ringbench.net.NetworkProfile;
import org.ringbench.net.Traffic;
import org.ringbench.party.Timeline.Part;
import org.ringbench.protocol.Comparison;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackend;

/**
 * Two parties and the dealer in one process, the parties on threads of their own: the real
 * protocols over a link of the spec's network, which only counts unless the spec says more. A
 * simulation for measuring: one process that holds both shares protects nothing.
 *
 * <p>Party 0 runs on the caller's thread, and the dealer on both parties' in turn with them. With a
 * streamed dealer {@link #step} does everything; with a prepared one {@link #prepare} does the
 * dealer's and the seeds' part ahead of time.
 */
public final class Session implements AutoCloseable {
  private final SessionSpec spec;
  private final List<Party> parties = new ArrayList<>();
  private final List<RingBackend> dealerBackends;
  private final Revelation revelation;
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
    int entries = streamed ? 1 : spec.dealing().steps();
    Seeds seeds = spec.seeds().orElseGet(Seeds::fresh);
    CorrelationStream stream = new CorrelationStream();
    for (int i = 0; i < 2; i++) {
      CorrelationStream dealt = threads && i == 1 ? stream : null;
      Link link = threads ? links[i] : null;
      parties.add(
          i == 0 && tracer != null
              ? tracer.party(backends.get(i), seeds.of(i), link, entries)
              : new Party(i, backends.get(i), seeds.of(i), link, dealt, entries));
    }
    dealerBackends = List.copyOf(backends.subList(2, backends.size()));
    revelation = new Revelation(spec, parties);
    InitialShares.ofParameters(spec, parties);
    List<RowMasks> masks = InitialShares.ofData(spec, parties);
    List<Dealer> dealers =
        dealerBackends.stream().map(backend -> new Dealer(backend, seeds, masks)).toList();
    // Threads last: what may be refused has been refused.
    Runner plain =
        threads
            ? new ThreadedRunner(
                parties,
                dealers,
                spec.runs(),
                stream,
                spec.bound() ? CoreBinding.onCores(2) : CoreBinding.none())
            : new LockstepRunner(
                parties,
                dealerBackends.getFirst(),
                dealers.getFirst(),
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
      int dealers = threads ? 2 : 1; // see ThreadedRunner
      for (int i = 0; i < 2 + dealers; i++) {
        backends.add(spec.backend().create());
      }
      return new Session(spec, backends, links, tracer);
    } catch (RuntimeException | Error e) {
      List.of(links).forEach(Link::close);
      backends.forEach(RingBackend::close); // they may hold a device's memory
      throw e;
    }
  }

  /**
   * Runs the next step.
   *
   * @throws IllegalStateException if the session is over, or nothing is prepared for this step
   */
  public void step() {
    trace(() -> Part.OTHER, this::runStep);
  }

  private void runStep() {
    Run run = next(done);
    if (spec.dealing().prepared() && done >= prepared) {
      throw new IllegalStateException("step " + done + " is not prepared");
    }
    run(
        () -> {
          if (!spec.dealing().prepared()) {
            runner.prepare(done, run);
          }
          runner.step(done, run);
        });
    done++;
  }

  /** Party 0's timeline, where there is one, has all of the work. */
  private void trace(Supplier<Part> first, Runnable work) {
    if (tracer == null) {
      work.run();
      return;
    }
    tracer.start(first.get());
    try {
      work.run();
    } finally {
      tracer.stop();
    }
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
      throw new IllegalStateException("the dealer of this session works as the steps need it");
    }
    long before = prepared;
    trace(() -> Part.DEALER, this::prepareAll);
    return (int) (prepared - before);
  }

  private void prepareAll() {
    while (prepared < done + spec.dealing().steps() && spec.runs().at(prepared) != null) {
      Run run = next(prepared);
      run(() -> runner.prepare(prepared, run));
      prepared++;
    }
    run(runner::awaitPrepared);
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
    return revelation.parameters();
  }

  /** The ring elements of a parameter. */
  public long[] revealWords(String parameter) {
    return revelation.words(parameter);
  }

  /** An output of a program, as its latest run left it. */
  public FloatTensor revealOutput(Program program, String output) {
    return revelation.output(program, output);
  }

  /** The ring elements of an output. */
  public long[] revealWords(Program program, String output) {
    return revelation.words(program, output);
  }

  /** The bits [z >= 0] of a comparison of the program, as its latest run left them. */
  public boolean[] revealBits(Program program, Comparison comparison) {
    return revelation.bits(program, comparison);
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
    long sum = 0;
    for (RingBackend backend : dealerBackends) {
      sum += backend.tensorBytes().orElse(0);
    }
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
    dealerBackends.forEach(RingBackend::close);
  }
}
