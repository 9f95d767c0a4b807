package org.ringbench.emulator;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.ringbench.cuda.jcuda.CudaDrivers;
import org.ringbench.ptx.Options;

/** Runs {@link DriverScenario} through JCuda: a process of its own, whose libcuda is the fake. */
final class FakeDriverMain {
  private FakeDriverMain() {}

  /**
   * Prints what the probe finds, what the scenario sees, and what was not given back.
   *
   * @param arguments the library, the driver's version, the number of GPUs, and the index of a GPU
   *     to probe as well
   */
  public static void main(String[] arguments) throws IllegalAccessException {
    GpuModel[] gpus =
        Stream.generate(() -> GpuModel.A100)
            .limit(Integer.parseInt(arguments[2]))
            .toArray(GpuModel[]::new);
    EmulatedDriver emulated =
        new EmulatedDriver(
            EmulatorSettings.of(Options.defaults())
                .withDriverVersion(Integer.parseInt(arguments[1]))
                .withGpus(gpus));
    FakeLibcuda.install(Path.of(arguments[0]), new ForwardedCalls(emulated));
    System.out.println(CudaDrivers.probe(0));
    System.out.println(
        CudaDrivers.probe(arguments.length > 3 ? Integer.parseInt(arguments[3]) : 1));
    DriverScenario.run(CudaDrivers.load(0)).forEach(System.out::println);
    System.out.println("leaks: " + emulated.leaks());
  }
}
