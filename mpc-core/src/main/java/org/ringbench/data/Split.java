package org.ringbench.data;

/** Data to train on, and data to test with. */
public record Split(Dataset train, Dataset test) {}
