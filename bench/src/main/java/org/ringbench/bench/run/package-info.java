/** What is measured, in which order, and how forks become rows of the results file. */
package org.ringbench.bench.run;
