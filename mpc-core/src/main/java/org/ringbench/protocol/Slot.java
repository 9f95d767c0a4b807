package org.ringbench.protocol;

import org.ringbench.ring.Shape;

/**
 * A part of a round's message: both parties send their share of it and combine the two.
 *
 * @param id its place in the program
 * @param round the round, 1 for the first
 * @param shape of the tensor
 * @param bits whether shares combine by XOR and not by addition
 * @param offset its first word in the round's message
 */
public record Slot(int id, int round, Shape shape, boolean bits, int offset) {}
