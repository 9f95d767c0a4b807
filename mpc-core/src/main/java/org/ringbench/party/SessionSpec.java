package org.ringbench.party;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringbench.data.FloatTensor;
import org.ringbench.data.Rows;
import org.ringbench.dealer.Runs;
import org.ringbench.dealer.Seeds;
import org.ringbench.net.NetworkProfile;
import org.ringbench.ring.RingBackendProvider;

/**
 * What a session needs.
 *
 * @param backend makes a backend for each party and for the dealer
 * @param fractionBits of inputs and parameters
 * @param parameters their values at the start, by name
 * @param data the data sets, numbered in this order
 * @param runs what runs, step by step
 * @param dealing when the dealer works
 * @param seeds the session's keys for a repeatable test; empty draws fresh ones whenever a session
 *     opens
 * @param execution how the parties and the dealer run
 * @param network between the parties; the dealer's messages do not go over it
 * @param bound whether each party's thread is kept on a core of its own, where the system can
 *     (Linux, two cores or more, native access enabled): the caller's thread until the session is
 *     closed
 */
public record SessionSpec(
    RingBackendProvider backend,
    int fractionBits,
    Map<String, FloatTensor> parameters,
    List<Rows> data,
    Runs runs,
    Dealing dealing,
    Optional<Seeds> seeds,
    Execution execution,
    NetworkProfile network,
    boolean bound) {

  /** Fresh seeds and a streamed dealer. */
  public SessionSpec(
      RingBackendProvider backend,
      int fractionBits,
      Map<String, FloatTensor> parameters,
      List<Rows> data,
      Runs runs) {
    this(
        backend,
        fractionBits,
        parameters,
        data,
        runs,
        Dealing.streamed(),
        Optional.empty(),
        Execution.THREADS,
        NetworkProfile.IN_MEMORY,
        false);
  }

  /** This session with another way of dealing. */
  public SessionSpec with(Dealing other) {
    return new SessionSpec(
        backend, fractionBits, parameters, data, runs, other, seeds, execution, network, bound);
  }

  /** This session with given seeds. */
  public SessionSpec with(Seeds other) {
    return new SessionSpec(
        backend,
        fractionBits,
        parameters,
        data,
        runs,
        dealing,
        Optional.of(other),
        execution,
        network,
        bound);
  }

  /** This session with another way to run. */
  public SessionSpec with(Execution other) {
    return new SessionSpec(
        backend, fractionBits, parameters, data, runs, dealing, seeds, other, network, bound);
  }

  /** This session with another network between the parties. */
  public SessionSpec with(NetworkProfile other) {
    return new SessionSpec(
        backend, fractionBits, parameters, data, runs, dealing, seeds, execution, other, bound);
  }

  /** This session with each party's thread on a core of its own. */
  public SessionSpec onOwnCores() {
    return new SessionSpec(
        backend, fractionBits, parameters, data, runs, dealing, seeds, execution, network, true);
  }
}
