package org.ringbench.natives;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.ringbench.ring.HostKernels;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackendProvider;

/**
 * Makes backends whose hot kernels are C++ for AVX-512 or AMX, and whose others are those of the
 * {@code java} backend: {@link #kernels} says which. A product runs on the caller's thread alone
 * unless {@code -Dringbench.native.threads} says more.
 */
public final class NativeBackendProvider implements RingBackendProvider {
  static final String ID = "native";

  /** Threads of one product. */
  static final String THREADS = "ringbench.native.threads";

  private final Supplier<Probe> probe;

  /** What this machine is. */
  sealed interface Probe {
    /** It runs the library. */
    record Available(Cpu cpu) implements Probe {}

    /** It does not, for a reason in one sentence. */
    record Unavailable(String reason) implements Probe {}
  }

  /** Called by {@link java.util.ServiceLoader}: this machine. */
  public NativeBackendProvider() {
    this(ThisMachine::probe);
  }

  /** Of another machine. */
  NativeBackendProvider(Supplier<Probe> probe) {
    this.probe = probe;
  }

  /** This machine, as this JVM may use it. */
  private Probe found() {
    Probe machine = probe.get();
    return machine instanceof Probe.Available
        ? HostKernels.obstacle().<Probe>map(Probe.Unavailable::new).orElse(machine)
        : machine;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Optional<String> unavailable() {
    return found() instanceof Probe.Unavailable no ? Optional.of(no.reason()) : Optional.empty();
  }

  @Override
  public String device() {
    return instructionSet();
  }

  @Override
  public String instructionSet() {
    return switch (found()) {
      case Probe.Available yes -> yes.cpu().instructionSet();
      case Probe.Unavailable _ -> "none";
    };
  }

  @Override
  public List<String> kernels() {
    return switch (found()) {
      case Probe.Unavailable _ -> List.of();
      case Probe.Available yes ->
          List.of(
              "matmul: native, " + yes.cpu().matmul(),
              "expand: " + (yes.cpu().vaes() ? "native, VAES" : "java, the JCE: no VAES here"),
              "elementwise, truncation, selection: java vectors",
              "comparison's bit planes: java vectors");
    };
  }

  @Override
  public RingBackend create() {
    return switch (found()) {
      case Probe.Unavailable no -> throw new IllegalStateException(no.reason());
      case Probe.Available yes -> create(yes.cpu(), threads());
    };
  }

  /** A backend for this CPU, or for one that offers less. */
  static RingBackend create(Cpu cpu, int threads) {
    NativeMatmul matmul = new NativeMatmul(cpu.tiles(), threads);
    Optional<HostKernels.Expander> expander =
        cpu.vaes() ? Optional.of(new NativeExpander()) : Optional.empty();
    return new HostKernels(matmul, expander, matmul::close).backend(ID);
  }

  private static int threads() {
    String text = System.getProperty(THREADS, "1");
    try {
      int threads = Integer.parseInt(text);
      if (threads >= 1 && threads <= Runtime.getRuntime().availableProcessors()) {
        return threads;
      }
    } catch (NumberFormatException e) {
      // Refused below, like a number out of range.
    }
    throw new IllegalArgumentException(
        "-D%s=%s: expected a number from 1 to %d"
            .formatted(THREADS, text, Runtime.getRuntime().availableProcessors()));
  }
}
