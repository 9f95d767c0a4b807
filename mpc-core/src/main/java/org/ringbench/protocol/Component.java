package org.ringbench.protocol;

import org.ringbench.ring.Shape;

/**
 * One piece of the randomness that a party holds for a step.
 *
 * @param id its place in the {@link CorrelationLayout}; part of its address in the seeds' streams
 * @param shape of the tensor that holds it
 * @param dealt whether party 1 gets it from the dealer, since it depends on other pieces; a piece
 *     that is not dealt comes from each party's own seed, and party 0 expands even the dealt ones
 */
public record Component(int id, Shape shape, boolean dealt) {}
