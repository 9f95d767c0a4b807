package org.ringbench.cuda.driver;

/**
 * What a kernel takes of a multiprocessor.
 *
 * @param registers of a thread
 * @param localBytes of a thread: spills and arrays that no register could hold
 * @param sharedBytes static shared memory of a block
 * @param maxThreads the largest block that it can be launched with
 */
public record KernelResources(int registers, int localBytes, int sharedBytes, int maxThreads) {}
