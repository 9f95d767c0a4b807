package org.ringbench.launcher;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The main class of {@code benchmarks.jar}: runs JMH with the JVM flags that the benchmarks need.
 *
 * <p>A manifest cannot add a module, and JMH's forks inherit the flags of the JVM that starts them;
 * so this class starts the same JVM once more where a flag is missing. It is compiled for Java 17
 * and refers to no other class of the project, so that an older JDK can load it and say what is
 * wrong.
 */
public final class Main {

  private static final int NEEDED_JDK = 25;
  private static final int USAGE = 2;

  private static final List<String> FLAGS =
      List.of(
          "--add-modules=jdk.incubator.vector",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private Main() {}

  /**
   * Starts JMH.
   *
   * @param arguments JMH's own command line
   * @throws Exception if the JVM cannot be started again, or JMH fails
   */
  public static void main(String[] arguments) throws Exception {
    if (Runtime.version().feature() < NEEDED_JDK) {
      System.err.printf(
          "RingBench needs JDK %d or newer; this is %s (%s); set JAVA_HOME to a JDK %d and use its"
              + " bin/java.%n",
          NEEDED_JDK, Runtime.version(), System.getProperty("java.home"), NEEDED_JDK);
      System.exit(USAGE);
    }
    List<String> given = ManagementFactory.getRuntimeMXBean().getInputArguments();
    if (given.containsAll(FLAGS)) {
      runJmh(arguments);
    } else {
      System.exit(restart(given, arguments));
    }
  }

  private static void runJmh(String[] arguments) throws Exception {
    try {
      Class.forName("org.ringbench.bench.jmh.Main")
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static int restart(List<String> given, String[] arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(given);
    FLAGS.stream().filter(flag -> !given.contains(flag)).forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).inheritIO().start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return process.waitFor();
  }
}
