/** A PTX interpreter in plain Java that checks what it runs; see README.md beside this file. */
package org.ringbench.ptx;
