/** Joins the shards of a run that several machines or jobs measured. */
package org.ringbench.bench.merge;
