package org.ringbench.bench.jmh;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.ringbench.ring.RingBackends;

/**
 * JMH's command line, with the usual backend by its own name where none is given: a parameter's
 * value in the source cannot depend on the machine, and JMH's table should say what ran.
 */
public final class Main {
  private static final String BACKEND = "backend";
  private static final int USAGE = 2;

  private Main() {}

  /**
   * Runs JMH.
   *
   * @param arguments JMH's own
   * @throws IOException if JMH cannot read or write
   */
  public static void main(String[] arguments) throws IOException {
    List<String> named;
    try {
      named = named(List.of(arguments));
    } catch (IllegalArgumentException e) {
      System.err.println("ringbench: " + e.getMessage());
      System.exit(USAGE);
      return;
    }
    org.openjdk.jmh.Main.main(named.toArray(String[]::new));
  }

  /**
   * The arguments, and {@code -p backend=ID} unless they choose a backend or measure nothing.
   *
   * @throws IllegalArgumentException if {@code -Dringbench.backend} names one that cannot run here
   */
  static List<String> named(List<String> arguments) {
    CommandLineOptions options;
    try {
      options = new CommandLineOptions(arguments.toArray(String[]::new));
    } catch (CommandLineOptionException _) {
      return arguments; // JMH says what is wrong with them
    }
    if (options.getParameter(BACKEND).hasValue() || onlyTells(options)) {
      return arguments;
    }
    List<String> all = new ArrayList<>(arguments);
    all.add("-p");
    all.add(BACKEND + "=" + RingBackends.provider(RingBackends.USUAL).id());
    return all;
  }

  private static boolean onlyTells(CommandLineOptions options) {
    return options.shouldHelp()
        || options.shouldList()
        || options.shouldListWithParams()
        || options.shouldListProfilers()
        || options.shouldListResultFormats();
  }
}
