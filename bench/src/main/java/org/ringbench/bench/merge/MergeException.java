package org.ringbench.bench.merge;

/** Files that are no shards of one run; the message is one line that names them. */
public final class MergeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MergeException(String message) {
    super(message);
  }
}
