package org.ringbench.cuda;

/** To come. */
final class CudaBackend {}
