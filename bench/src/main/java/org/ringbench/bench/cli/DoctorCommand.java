package org.ringbench.bench.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.ringbench.bench.baseline.GpuBaselines;
import org.ringbench.bench.environment.Blas;
import org.ringbench.bench.environment.Machine;
import org.ringbench.bench.environment.Probe;
import org.ringbench.bench.environment.VectorUnit;
import org.ringbench.bench.gpu.GpuFindings;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.table.Listing;
import org.ringbench.bench.workload.DataSource;
import org.ringbench.data.DataException;
import org.ringbench.data.Split;
import org.ringbench.ring.RingBackendProvider;
import org.ringbench.ring.RingBackends;
import org.ringbench.ring.UsualBackend;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What this machine offers. */
@Command(
    name = "doctor",
    description = "Shows what this machine offers, and why something is unavailable.",
    footer = {
      "",
      "Examples:",
      "  ringbench doctor",
      "  ringbench doctor --format json",
      "  ringbench -Dringbench.data=DIR doctor    (looks at MNIST's files there)"
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  private static final double GIGABYTE = 1e9;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = Format.TEXT,
      completionCandidates = Candidates.ListFormats.class,
      description = "text, json.")
  String format;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    Format.check(format, ListCommand.FORMATS);
    Listing listing = new Listing();
    java(listing);
    machine(listing);
    backends(listing);
    GpuFindings.addTo(listing);
    baselines(listing);
    data(listing);
    PrintWriter out = spec.commandLine().getOut();
    out.print(format.equals(Format.JSON) ? Json.of(listing) : listing.render(Terminal::bold));
    out.flush();
    return ExitCode.OK.status();
  }

  private static void java(Listing listing) {
    OptionalInt bits = VectorUnit.bits();
    listing.section("Java");
    listing.entry("runtime", Probe.jdk());
    listing.entry("home", System.getProperty("java.home"));
    listing.entry(
        "vectors",
        bits.isPresent()
            ? bits.getAsInt() + " bits" + (VectorUnit.isSwitchedOff() ? ", switched off" : "")
            : "missing: start Java with " + VectorUnit.MODULE_FLAG);
    listing.entry("flags", String.join(" ", Probe.jvmFlags()));
  }

  private static void machine(Listing listing) {
    Machine machine = Machine.detect();
    listing.section("Machine");
    listing.entry("system", Probe.operatingSystem());
    listing.entry("processor", machine.cpu());
    listing.entry("cores", String.valueOf(machine.cores()));
    listing.entry(
        "memory",
        "%.1f GB, of which Java may use %.1f"
            .formatted(
                machine.memoryBytes() / GIGABYTE, Runtime.getRuntime().maxMemory() / GIGABYTE));
    listing.entry("has", String.join(" ", machine.presentFlags()));
    if (!machine.absentFlags().isEmpty()) {
      listing.entry("has not", String.join(" ", machine.absentFlags()));
    }
    listing.entry("gpu", machine.gpu().orElse("none with an NVIDIA driver"));
  }

  private static void backends(Listing listing) {
    listing.section("Ring backends");
    listing.entry("usual", usual());
    for (RingBackendProvider provider : RingBackends.all()) {
      listing.entry(
          provider.id(),
          provider
              .unavailable()
              .map(why -> "unavailable: " + why)
              .orElseGet(() -> "ready: " + provider.device()));
      if (!provider.kernels().isEmpty()) {
        listing.entry(provider.id() + " kernels", String.join("; ", provider.kernels()));
      }
    }
  }

  /** What runs where nothing names a backend; one that the property names may be unable to. */
  private static String usual() {
    UsualBackend usual = RingBackends.usual();
    Optional<RingBackendProvider> provider = RingBackends.find(usual.id());
    if (provider.isEmpty()) {
      return usual + ", and unknown";
    }
    return usual
        + provider
            .get()
            .unavailable()
            .map(why -> ", and cannot run here: " + why)
            .orElse(" (-D%s=NAME names another)".formatted(RingBackends.PROPERTY));
  }

  private static void baselines(Listing listing) {
    listing.section("Plaintext baselines");
    try {
      Blas blas = Blas.detect();
      listing.entry(
          Names.ND4J, "ready: %s, %d threads".formatted(blas.description(), blas.threads()));
    } catch (IllegalStateException e) {
      listing.entry(Names.ND4J, "unavailable: " + e.getMessage());
    }
    listing.entry(Names.JAVA_FLOAT, "ready");
    for (String engine : List.of(Names.CUBLAS, Names.ND4J_CUDA)) {
      listing.entry(
          engine,
          GpuBaselines.unavailable(engine).map(why -> "unavailable: " + why).orElse("ready"));
    }
  }

  private static void data(Listing listing) {
    DataSource source = DataSource.ofProperties();
    listing.section("Data");
    listing.entry("mnist", rows(source::digits));
    listing.entry("mnist from", source.mnist().map(Path::toString).orElse("the part that ships"));
    listing.entry("regression", rows(source::regression));
    listing.entry("regression from", source.csv().map(Path::toString).orElse("a seeded generator"));
  }

  private static String rows(Supplier<Split> read) {
    try {
      Split split = read.get();
      return "ready: %d rows to train and %d to test, %d features"
          .formatted(
              split.train().size(), split.test().size(), split.train().features().shape().cols());
    } catch (DataException e) {
      return "unavailable: " + e.getMessage();
    }
  }
}
