package org.ringbench.cuda.jcuda;

/** Loads JCuda in a process of its own, with this project's care or without. */
final class NativesMain {
  private NativesMain() {}

  /**
   * Prints {@code loaded} or the error.
   *
   * @param arguments {@code private} or {@code plain}
   */
  public static void main(String[] arguments) throws ClassNotFoundException {
    String before = System.getProperty("java.io.tmpdir");
    try {
      if (arguments[0].equals("private")) {
        JCudaNatives.initialise("jcuda.runtime.JCuda");
        System.out.println(CudaDrivers.probe(0).getClass().getSimpleName());
      } else {
        Class.forName("jcuda.runtime.JCuda");
      }
      System.out.println("loaded");
    } catch (LinkageError e) {
      System.out.println("refused by the linker: " + e.getMessage());
    }
    System.out.println(before.equals(System.getProperty("java.io.tmpdir")) ? "same" : "changed");
  }
}
