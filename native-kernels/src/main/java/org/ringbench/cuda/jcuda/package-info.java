/**
 * The seam over JCuda's driver API, and the probe that says beforehand whether it can be used. The
 * only package that knows JCuda.
 */
package org.ringbench.cuda.jcuda;
