package org.ringbench.bench.results;

/**
 * The part of a grid that one of several machines or jobs measured.
 *
 * @param index from 1
 * @param count of all shards
 */
public record Shard(int index, int count) {
  /** Refuses a part that is none. */
  public Shard {
    if (index < 1 || index > count) {
      throw new IllegalArgumentException(
          "shard %d/%d: expected 1/%d to %d/%d".formatted(index, count, count, count, count));
    }
  }

  @Override
  public String toString() {
    return index + "/" + count;
  }
}
