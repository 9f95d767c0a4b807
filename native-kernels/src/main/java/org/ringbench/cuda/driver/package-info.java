/** The seam to an NVIDIA driver: what the backend asks of it, in terms that need no JCuda class. */
package org.ringbench.cuda.driver;
