package org.ringbench.party;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ringbench.data.FloatTensor;
import org.ringbench.data.Rows;
import org.ringbench.dealer.CorrelationStream;
import org.ringbench.dealer.RowMasks;
import org.ringbench.dealer.Run;
import org.ringbench.dealer.Seeds;
import org.ringbench.net.Backoff;
import org.ringbench.net.InProcessLink;
import org.ringbench.net.Link;
import org.ringbench.net.LinkException;
import org.ringbench.net.Traffic;
import org.ringbench.plan.Schedule;
import org.ringbench.protocol.Program;
import org.ringbench.ring.FixedPoint;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;
import org.ringbench.share.Sharing;

/**
 * Two parties and the dealer in one process, each on a thread of its own: the real protocols over a
 * link that only counts. A simulation for measuring: one process that holds both shares protects
 * nothing.
 *
 * <p>Party 0 runs on the caller's thread. With a streamed dealer {@link #step} does everything;
 * with a prepared one {@link #prepare} does the dealer's and the seeds' part ahead of time.
 */
public final class Session implements AutoCloseable {
  private final SessionSpec spec;
  private final int bits;
  private final Party[] parties = new Party[2];
  private final CorrelationStream stream;
  private final Worker partyWorker;
  private final DealerThread dealer;
  private long prepared; // the parties' next step to prepare
  private long done; // the next step to run
  private volatile boolean closed;

  private Session(SessionSpec spec) {
    this.spec = spec;
    int ahead = spec.dealing().steps();
    int entries = spec.dealing().prepared() ? ahead : 1;
    Seeds seeds = spec.seeds().orElseGet(Seeds::fresh);
    Link[] links = InProcessLink.pair();
    stream = new CorrelationStream(ahead);
    for (int i = 0; i < 2; i++) {
      RingBackend backend = spec.backend().create();
      parties[i] = new Party(i, backend, seeds.of(i), links[i], i == 0 ? null : stream, entries);
    }
    RingBackend dealerBackend = spec.backend().create();
    bits = dealerBackend.bits();
    shareParameters();
    List<RowMasks> masks = shareData();
    // Threads last: what may be refused has been refused.
    partyWorker = new Worker("party-1");
    dealer = new DealerThread(dealerBackend, seeds, masks, spec.runs(), stream);
    if (!spec.dealing().prepared()) {
      dealer.dealUntil(Long.MAX_VALUE);
    }
  }

  /**
   * Opens a session with seeds of its own; a streamed dealer starts at once.
   *
   * @throws IllegalArgumentException if a parameter or a label cannot be represented
   */
  public static Session open(SessionSpec spec) {
    return new Session(spec);
  }

  private void shareParameters() {
    byte[] key = new byte[16];
    new SecureRandom().nextBytes(key);
    RingBackend.Prg[] prgs = {parties[0].backend().prg(key), parties[1].backend().prg(key)};
    long number = 0;
    for (var parameter : spec.parameters().entrySet()) {
      FloatTensor value = parameter.getValue();
      long[] words = new long[value.values().length];
      for (int i = 0; i < words.length; i++) {
        words[i] = FixedPoint.encode(value.values()[i], spec.fractionBits(), bits);
      }
      for (int i = 0; i < 2; i++) {
        RingBackend backend = parties[i].backend();
        RingTensor share = backend.allocate(value.shape());
        if (i == 0) {
          backend.upload(words, 0, share);
        }
        Sharing.split(backend, prgs[i], number, i == 0, share);
        parties[i].parameter(parameter.getKey(), share);
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
    long step = done;
    boolean streamed = !spec.dealing().prepared();
    if (!streamed && step >= prepared) {
      throw new IllegalStateException("step " + step + " is not prepared");
    }
    together(
        party -> {
          if (streamed) {
            party.prepare(step, run);
          }
          party.run(step, run);
        });
    done++;
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
      long step = prepared;
      Run run = next(step);
      dealer.dealUntil(step + 1);
      together(party -> party.prepare(step, run));
      await(dealer.worker(), "the dealer");
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

  @FunctionalInterface
  private interface Part {
    void of(Party party);
  }

  /** Runs both parties' parts at the same time. */
  private void together(Part part) {
    partyWorker.start(
        () -> {
          try {
            part.of(parties[1]);
          } catch (RuntimeException | Error e) {
            parties[1].link().close();
            throw e;
          }
        });
    try {
      part.of(parties[0]);
    } catch (RuntimeException | Error e) {
      abort();
      throw firstCause(e);
    }
    await(partyWorker, "party 1");
  }

  private void abort() {
    closed = true;
    parties[0].link().close();
    stream.close();
    awaitIdle(partyWorker);
    awaitIdle(dealer.worker());
  }

  /** A lost peer is the effect of what went wrong at the peer, or at the dealer. */
  private RuntimeException firstCause(Throwable own) {
    Throwable cause = own;
    if (dealer.worker().failure() != null) {
      cause = dealer.worker().failure();
    } else if (own instanceof LinkException && partyWorker.failure() != null) {
      cause = partyWorker.failure();
    }
    return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }

  private void await(Worker worker, String who) {
    awaitIdle(worker);
    if (worker.failure() != null) {
      abort();
      throw new IllegalStateException(
          who + " failed: " + worker.failure().getMessage(), firstCause(worker.failure()));
    }
  }

  private static void awaitIdle(Worker worker) {
    Backoff backoff = new Backoff();
    while (!worker.isIdle()) {
      backoff.pause();
    }
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
    return join(parties[0].parameter(parameter), parties[1].parameter(parameter));
  }

  /** An output of a program, as its latest run left it. */
  public FloatTensor revealOutput(Program program, String output) {
    Schedule.Value value = output(program, output);
    return decode(revealWords(program, output), value.shape(), value.scale());
  }

  /** The ring elements of an output. */
  public long[] revealWords(Program program, String output) {
    Schedule.Value value = output(program, output);
    return join(parties[0].output(program, value), parties[1].output(program, value));
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
    return Sharing.join(parties[0].share(share0), parties[1].share(share1));
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
    return parties[index];
  }

  /** Steps that have run. */
  public long steps() {
    return done;
  }

  /** What a party has sent and received; the other direction is the other party's. */
  public Traffic traffic(int party) {
    return parties[party].link().traffic();
  }

  /** Bytes that the dealer has sent, to party 1. */
  public long dealerBytes() {
    return stream.bytes();
  }

  /** Ends all threads and frees all memory. */
  @Override
  public void close() {
    closed = true;
    stream.close();
    for (Party party : parties) {
      party.link().close();
    }
    partyWorker.close();
    dealer.close();
    for (Party party : parties) {
      party.close();
    }
  }
}
