package org.ringbench.bench.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = RingBench.class.getPackage().getImplementationVersion();
    return new String[] {"ringbench " + (version == null ? "(not packaged)" : version)};
  }
}
