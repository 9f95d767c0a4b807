/** Mutants of the committed PTX, and whether the tests notice them; see docs/gpu-mutations.md. */
package org.ringbench.cuda.mutation;
