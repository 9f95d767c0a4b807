package org.ringbench.bench.gate;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * A machine that measures forks by a model: the logarithm of a fork's time is that of the case, the
 * head's change, normal noise, and whatever else is wrong with the machine.
 */
final class SimulatedMachine implements ForkMeter {
  private static final double MILLISECONDS = 5;

  private final Random random;
  private final Map<String, Double> changes = new HashMap<>();
  private final Map<String, Double> times = new HashMap<>();
  private final Map<String, Side> crashing = new HashMap<>();
  private double spread;
  private double drift;
  private double orderBias;
  private double headFavour;
  private double outlier;
  private int forks;
  private long wallSkew;
  private int skewAt = -1;
  private long skew;

  SimulatedMachine(long seed, double spread) {
    random = new Random(seed);
    this.spread = spread;
  }

  /** The head takes this much more: 0.1 stands for 10%. */
  SimulatedMachine change(String id, double change) {
    changes.put(id, Math.log1p(change));
    return this;
  }

  /** The base takes these milliseconds. */
  SimulatedMachine time(String id, double milliseconds) {
    times.put(id, milliseconds);
    return this;
  }

  /** Each fork is slower than the one before. */
  SimulatedMachine drift(double perFork) {
    drift = perFork;
    return this;
  }

  /** Each second fork is slower than the first: the one after a pause, say. */
  SimulatedMachine orderBias(double bias) {
    orderBias = bias;
    return this;
  }

  /** All that stands beside the head is slower, whatever it runs. */
  SimulatedMachine headFavour(double favour) {
    headFavour = favour;
    return this;
  }

  /** One fork of ten is slower by this much. */
  SimulatedMachine outlier(double size) {
    outlier = size;
    return this;
  }

  SimulatedMachine crash(String id, Side side) {
    crashing.put(id, side);
    return this;
  }

  /** The wall clock steps at that fork. */
  SimulatedMachine clockStep(int fork, long milliseconds) {
    skewAt = fork;
    skew = milliseconds;
    return this;
  }

  @Override
  public Measured measure(Side side, Case what) throws ForkFailedException {
    forks++;
    if (forks == skewAt) {
      wallSkew = skew;
    }
    if (crashing.get(what.id()) == side) {
      throw new ForkFailedException("the fork ended with status 134");
    }
    double logarithm = Math.log(times.getOrDefault(what.id(), MILLISECONDS));
    logarithm += spread * random.nextGaussian() + drift * forks;
    logarithm += forks % 2 == 0 ? orderBias : 0;
    logarithm += side == Side.HEAD ? changes.getOrDefault(what.id(), 0.0) + headFavour : 0;
    logarithm += outlier > 0 && random.nextInt(10) == 0 ? outlier : 0;
    return new Measured(new Score(Math.exp(logarithm), "avgt", "ms/op"), Map.of());
  }

  /** This machine's forks with counters beside their times. */
  ForkMeter counting(Map<String, Long> base, Map<String, Long> head) {
    return (side, what) ->
        new Measured(measure(side, what).score(), side == Side.BASE ? base : head);
  }

  int forks() {
    return forks;
  }

  /** Clocks by which a fork takes three seconds. */
  SessionClock clock() {
    LongSupplier nanos = () -> forks * 3_000_000_000L;
    return new SessionClock(() -> nanos.getAsLong() / 1_000_000 + wallSkew, nanos);
  }
}
