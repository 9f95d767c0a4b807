/** The command line. */
package org.ringbench.bench.cli;
