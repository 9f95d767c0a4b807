package org.ringbench.data;

/**
 * The rows that two parties train on.
 *
 * @param features a row each
 * @param labels a row each
 * @param ownership who brings which row
 */
public record Rows(FloatTensor features, FloatTensor labels, Ownership ownership) {
  /** Refuses features and labels of different length. */
  public Rows {
    if (features.shape().rows() != labels.shape().rows()) {
      throw new IllegalArgumentException(
          "features of shape " + features.shape() + " with labels of shape " + labels.shape());
    }
  }

  /** Rows whose owners take turns, eight rows each. */
  public Rows(FloatTensor features, FloatTensor labels) {
    this(features, labels, Ownership.runs(8));
  }
}
