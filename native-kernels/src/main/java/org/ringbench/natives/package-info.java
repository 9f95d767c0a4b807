/**
 * The ring backend {@code native}: kernels in C++ for AVX-512 and AMX, called through the foreign
 * function API on Java arrays, without a copy.
 */
package org.ringbench.natives;
