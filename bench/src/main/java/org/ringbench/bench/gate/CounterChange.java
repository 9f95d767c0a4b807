package org.ringbench.bench.gate;

/**
 * A count that is not what it was.
 *
 * @param row the row's id
 * @param counter its name in the results file
 * @param base what it was; null if the base does not count it
 * @param head what it is; null if the head does not count it any more
 * @param against what the base is: {@code base} or {@code baseline}
 * @param fails whether that fails the gate
 */
record CounterChange(
    String row, String counter, Long base, Long head, String against, boolean fails) {}
