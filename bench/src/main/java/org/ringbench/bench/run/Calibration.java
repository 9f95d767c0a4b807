package org.ringbench.bench.run;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How fast this machine is now, compared with the reference machine: the time from the start to the
 * end of a JVM that loads and compiles much and runs it briefly, as most of a fork's time is spent.
 * It takes about a second and is a guide for an estimate, not a ruler.
 */
public final class Calibration {
  /** The time that the reference machine takes, idle. */
  private static final double REFERENCE_SECONDS = 0.305;

  private static final int JVMS = 2;
  private static final int LIMIT_SECONDS = 30;
  private static final int WORDS = 40_000;

  private Calibration() {}

  /** The speed of this machine; 1 where it cannot be found out. */
  public static double speed() {
    long start = System.nanoTime();
    try {
      for (int jvm = 0; jvm < JVMS; jvm++) {
        Process process =
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Calibration.class.getName())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
          process.destroyForcibly();
          return 1;
        }
      }
    } catch (IOException e) {
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
    double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1) / JVMS;
    return REFERENCE_SECONDS / seconds;
  }

  /** The work of the JVM. */
  public static void main(String[] arguments) throws NoSuchAlgorithmException {
    MessageDigest hash = MessageDigest.getInstance("SHA-256");
    Map<String, Integer> lengths =
        IntStream.range(0, WORDS)
            .mapToObj(i -> "%x-%s".formatted(i, BigInteger.valueOf(i).pow(3)))
            .filter(word -> !word.matches(".*77+$"))
            .collect(Collectors.toMap(word -> word, String::length, (a, _) -> a, TreeMap::new));
    lengths.forEach(
        (word, length) -> hash.update((word + length).getBytes(StandardCharsets.UTF_8)));
    System.out.println(HexFormat.of().formatHex(hash.digest()));
  }
}
