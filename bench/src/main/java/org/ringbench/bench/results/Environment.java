package org.ringbench.bench.results;

import java.util.List;
import java.util.Objects;

/**
 * The machine and the settings that the figures depend on. What cannot be found out, or was not
 * recorded by an earlier version, is null.
 *
 * @param cpu the processor's name
 * @param cores the processors that the JVM may use
 * @param memoryBytes of the machine
 * @param os name, version and architecture
 * @param jdk the Java runtime's vendor and version
 * @param gpu the GPU's name, or null without one
 * @param threads that either side of a ratio may use
 * @param vectorBits the width of the Vector API's preferred species, or null without its module
 * @param cpuFlags those of the processor's instruction sets that matter here
 * @param jvmFlags of this JVM, which the forks inherit
 * @param blas what ND4J multiplies with, or null where it does not load
 * @param blasThreads how many it uses when nothing else is said
 * @param microcode the processor's revision
 * @param governor of the processor's clock, such as {@code performance}
 * @param hypervisor under which the machine runs; null on bare metal too
 * @param cpuLimit processors' worth of time that the control group may use; null for no limit
 * @param memoryLimitBytes of the control group; null for no limit
 * @param gpuDriver the version of the GPU's driver
 */
public record Environment(
    String cpu,
    int cores,
    long memoryBytes,
    String os,
    String jdk,
    String gpu,
    int threads,
    Integer vectorBits,
    List<String> cpuFlags,
    List<String> jvmFlags,
    String blas,
    Integer blasThreads,
    String microcode,
    String governor,
    String hypervisor,
    Double cpuLimit,
    Long memoryLimitBytes,
    String gpuDriver) {
  /** The processor, the system and the Java runtime are needed; lists may be absent. */
  public Environment {
    Objects.requireNonNull(cpu, "environment.cpu");
    Objects.requireNonNull(os, "environment.os");
    Objects.requireNonNull(jdk, "environment.jdk");
    cpuFlags = cpuFlags == null ? List.of() : List.copyOf(cpuFlags);
    jvmFlags = jvmFlags == null ? List.of() : List.copyOf(jvmFlags);
  }

  /** This environment where forks run with other flags. */
  public Environment withJvmFlags(List<String> flags) {
    return new Environment(
        cpu,
        cores,
        memoryBytes,
        os,
        jdk,
        gpu,
        threads,
        vectorBits,
        cpuFlags,
        flags,
        blas,
        blasThreads,
        microcode,
        governor,
        hypervisor,
        cpuLimit,
        memoryLimitBytes,
        gpuDriver);
  }
}
