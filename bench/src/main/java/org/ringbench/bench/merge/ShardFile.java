package org.ringbench.bench.merge;

import java.io.IOException;
import java.nio.file.Path;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.ResultsFile;

/**
 * The results of a shard and what to call them.
 *
 * @param name of the file
 * @param results in it
 */
public record ShardFile(String name, Results results) {
  /** Reads a shard's file. */
  public static ShardFile read(Path file) throws IOException {
    return new ShardFile(file.toString(), ResultsFile.read(file));
  }

  int index() {
    return results.run().shard().index();
  }
}
