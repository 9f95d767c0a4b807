/** HTML and SVG as a tree of elements, in which text cannot become markup. */
package org.ringbench.bench.report.markup;
