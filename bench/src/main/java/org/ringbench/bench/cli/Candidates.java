package org.ringbench.bench.cli;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.ringbench.bench.run.Axis;
import org.ringbench.bench.run.Tier;
import org.ringbench.ring.RingBackendProvider;
import org.ringbench.ring.RingBackends;

/** What the shell offers behind an option (see {@link CompletionCommand}). */
final class Candidates {
  private Candidates() {}

  private static Iterator<String> of(Axis axis) {
    return List.of(axis.expected().split(" or |, ", -1)).iterator();
  }

  /** For {@code --tier}. */
  static final class Tiers implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Tier.all().stream().map(Tier::name).iterator();
    }
  }

  /** For {@code --model}. */
  static final class Models implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return of(Axis.MODEL);
    }
  }

  /** For {@code --comparison}. */
  static final class Comparisons implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return of(Axis.COMPARISON);
    }
  }

  /** For {@code --activation}. */
  static final class Activations implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return of(Axis.ACTIVATION);
    }
  }

  /** For {@code --network}: the profiles that have a name. */
  static final class Networks implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of(Axis.NETWORK.expected().split(" or |, ", -1)).stream()
          .filter(name -> !name.contains(" "))
          .iterator();
    }
  }

  /** For {@code --backend}. */
  static final class Backends implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.concat(
              RingBackends.all().stream().map(RingBackendProvider::id),
              Stream.of(RingBackends.USUAL))
          .iterator();
    }
  }

  /** For {@code --format} of run. */
  static final class Formats implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return RunCommand.FORMATS.iterator();
    }
  }

  /** For {@code --format} of list and doctor. */
  static final class ListFormats implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ListCommand.FORMATS.iterator();
    }
  }

  /** For {@code --progress}. */
  static final class Progresses implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("auto", "always", "never").iterator();
    }
  }
}
