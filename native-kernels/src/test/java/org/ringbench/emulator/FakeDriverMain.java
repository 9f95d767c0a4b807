package org.ringbench.emulator;

import java.nio.file.Path;
import org.ringbench.cuda.driver.CudaDriver;
import org.ringbench.cuda.jcuda.CudaDrivers;
import org.ringbench.ptx.Options;

/** Runs {@link DriverScenario} through JCuda: a process of its own, whose libcuda is the fake. */
final class FakeDriverMain {
  private FakeDriverMain() {}

  /**
   * Prints what is seen, and what was not given back.
   *
   * @param arguments the library
   */
  public static void main(String[] arguments) throws IllegalAccessException {
    EmulatedDriver emulated = new EmulatedDriver(EmulatorSettings.of(Options.defaults()));
    FakeLibcuda.install(Path.of(arguments[0]), new ForwardedCalls(emulated));
    System.out.println(CudaDrivers.probe(0));
    System.out.println(CudaDrivers.probe(1));
    CudaDriver driver = CudaDrivers.load(0);
    DriverScenario.run(driver).forEach(System.out::println);
    System.out.println("leaks: " + emulated.leaks());
  }
}
