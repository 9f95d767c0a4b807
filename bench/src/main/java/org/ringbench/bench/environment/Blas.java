package org.ringbench.bench.environment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The native library that ND4J multiplies with.
 *
 * @param description ND4J's version and the library's vendor
 * @param threads that it uses
 */
public record Blas(String description, int threads) {
  /**
   * Loads ND4J and asks it.
   *
   * @throws IllegalStateException with one sentence if ND4J does not load here
   */
  public static Blas detect() {
    try {
      String description =
          "ND4J %s, %s".formatted(version(), Nd4j.factory().blas().getBlasVendor());
      return new Blas(description, openblas_nolapack.blas_get_num_threads());
    } catch (LinkageError | RuntimeException e) {
      throw new IllegalStateException("ND4J does not load: " + rootMessage(e), e);
    }
  }

  /** ND4J's manifest has no version, its Maven properties have. */
  private static String version() {
    Properties properties = new Properties();
    String pom = "/META-INF/maven/org.nd4j/nd4j-api/pom.properties";
    try (InputStream in = Nd4j.class.getResourceAsStream(pom)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "(version unknown)");
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse(root.toString());
  }
}
