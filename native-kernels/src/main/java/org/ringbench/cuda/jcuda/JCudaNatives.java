package org.ringbench.cuda.jcuda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Loads JCuda's native libraries from a directory that nobody else can write to.
 *
 * <p>JCuda copies a library from its jar to a fixed name in {@code java.io.tmpdir}, and loads what
 * it finds there if there is something already. In a directory that others share that would be
 * theirs to choose, so the property names a fresh directory while one of JCuda's classes is
 * initialised. The directory is deleted at once: what is loaded stays mapped.
 */
public final class JCudaNatives {
  private static final String PROPERTY = "java.io.tmpdir";

  private JCudaNatives() {}

  /**
   * Initialises a class of JCuda, such as {@code jcuda.runtime.JCuda}, and so loads its library.
   *
   * @throws LinkageError if that fails: {@link UnsatisfiedLinkError} where the library, or one that
   *     it needs, is missing
   */
  public static void initialise(String className) {
    synchronized (JCudaNatives.class) {
      String usual = System.getProperty(PROPERTY);
      Path own = createDirectory();
      try {
        System.setProperty(PROPERTY, own.toString());
        Class.forName(className, true, JCudaNatives.class.getClassLoader());
      } catch (ClassNotFoundException e) {
        throw new LinkageError(className + " is not on the class path", e);
      } finally {
        System.setProperty(PROPERTY, usual);
        delete(own);
      }
    }
  }

  /** Readable and writable by its owner only, which is what this method of Files makes. */
  private static Path createDirectory() {
    try {
      return Files.createTempDirectory("ringbench-jcuda-");
    } catch (IOException e) {
      throw new LinkageError(
          "no directory could be made in %s for JCuda's native libraries: %s; name another with -D%s"
              .formatted(System.getProperty(PROPERTY), e, PROPERTY),
          e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.delete(file);
      }
      Files.delete(directory);
    } catch (IOException e) {
      // What is left is private to this user, and is tried again at the end.
      directory.toFile().deleteOnExit();
    }
  }
}
