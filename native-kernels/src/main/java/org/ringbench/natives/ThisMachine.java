package org.ringbench.natives;

import org.ringbench.natives.NativeBackendProvider.Probe;

/** Looks once whether the library runs here. */
final class ThisMachine {
  private static final Probe FOUND = look();

  private ThisMachine() {}

  static Probe probe() {
    return FOUND;
  }

  private static Probe look() {
    String system = System.getProperty("os.name");
    String architecture = System.getProperty("os.arch");
    if (!(system.equals("Linux") && architecture.equals("amd64"))) {
      return new Probe.Unavailable(
          "its library is for Linux on x86-64, and this is %s on %s: use the java backend"
              .formatted(system, architecture));
    }
    try {
      return judge(new Cpu(Functions.cpu()));
    } catch (ExceptionInInitializerError e) {
      return new Probe.Unavailable(e.getCause().getMessage());
    }
  }

  /** Whether the library has anything for this CPU. */
  static Probe judge(Cpu cpu) {
    return cpu.avx512()
        ? new Probe.Available(cpu)
        : new Probe.Unavailable(
            "this CPU has no AVX-512 (F, DQ, BW, VL), and the library nothing over the java"
                + " backend: use that");
  }
}
