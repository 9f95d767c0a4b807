/**
 * The parts of the page, in the order in which it shows them. A part whose data a run lacks says so
 * in a sentence; it never shows a figure that was not measured, or one not named as predicted.
 */
package org.ringbench.bench.report.section;
