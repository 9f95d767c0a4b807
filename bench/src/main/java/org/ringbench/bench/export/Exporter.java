package org.ringbench.bench.export;

import java.util.List;
import org.ringbench.bench.results.Results;

/** Makes the file that another program reads. */
interface Exporter {
  /**
   * The file's text.
   *
   * @param results of one run, or of several if the format has room for them
   */
  String export(List<Results> results);
}
