package org.ringbench.plain;

import org.ringbench.data.FloatTensor;
import org.ringbench.plan.Engine;
import org.ringbench.plan.Plan;
import org.ringbench.ring.Shape;

/**
 * An engine that computes at once on unprotected values, in memory that it allocates once.
 *
 * <p>{@link #begin} names the plan that is about to run. The results of its operations then lie in
 * memory that belongs to that plan and is written again by its next run; its outputs outlive one
 * more run, so that a training step may read the parameters that the step before has written.
 * Before the first {@code begin}, every result has memory of its own. An engine is used by one
 * thread at a time.
 */
public interface PlainEngine<T> extends Engine<T>, AutoCloseable {
  /** Starts a run of the plan. */
  void begin(Plan plan);

  /** A value of this engine that equals {@code tensor}; it may share the tensor's memory. */
  T load(FloatTensor tensor);

  /** A copy of a value. */
  FloatTensor read(T value);

  /** Rows and columns of a value. */
  Shape shapeOf(T value);

  /** What computes, for reports: library, vector width, threads. */
  String description();

  /** Threads that compute, at most. */
  int threads();

  @Override
  default void close() {}
}
