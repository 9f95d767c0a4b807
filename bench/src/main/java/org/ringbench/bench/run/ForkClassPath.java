package org.ringbench.bench.run;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.ringbench.bench.baseline.GpuBaselines;
import org.ringbench.bench.results.Names;

/**
 * The class path of forks. ND4J takes the backend that it finds there and refuses to start with
 * two, so that those on its CUDA backend get its libraries in the place of the CPU backend's.
 */
final class ForkClassPath {
  private static final String PROPERTY = "java.class.path";

  /** What the CUDA backend replaces. */
  private static final List<String> CPU_ONLY =
      List.of("nd4j-native-1", "nd4j-native-preset", "openblas");

  private ForkClassPath() {}

  /** An action that starts JVMs. */
  interface Action<T, E extends Exception> {
    T run() throws E;
  }

  /** Runs an action with the class path that the forks of a cell need: JMH hands this one on. */
  static <T, E extends Exception> T with(Cell cell, Action<T, E> action) throws E, IOException {
    if (!cell.isOn(Names.ND4J_CUDA)) {
      return action.run();
    }
    String usual = System.getProperty(PROPERTY);
    Path jars = Files.createTempDirectory("ringbench-cuda-");
    try {
      System.setProperty(PROPERTY, cuda(usual, GpuBaselines.libraries(), jars));
      return action.run();
    } finally {
      System.setProperty(PROPERTY, usual);
      TemporaryFolder.delete(jars);
    }
  }

  /**
   * A class path with the CUDA backend.
   *
   * @param usual the class path of this JVM
   * @param libraries the folder of the CUDA backend
   * @param jars a folder for copies of jars whose manifests name the CPU backend
   */
  static String cuda(String usual, Path libraries, Path jars) throws IOException {
    Set<String> all = new LinkedHashSet<>();
    for (String entry : usual.split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (Files.isRegularFile(path) && !isCpuOnly(path)) {
        addWithManifest(path, jars, all);
      } else if (!isCpuOnly(path)) {
        all.add(entry);
      }
    }
    try (Stream<Path> files = Files.list(libraries)) {
      files.map(Path::toString).filter(f -> f.endsWith(".jar")).sorted().forEach(all::add);
    }
    return String.join(File.pathSeparator, all);
  }

  private static boolean isCpuOnly(Path path) {
    String name = path.getFileName() == null ? "" : path.getFileName().toString();
    return CPU_ONLY.stream().anyMatch(name::startsWith);
  }

  /** Adds a jar and what its manifest names; if that is the CPU backend, a copy without it. */
  private static void addWithManifest(Path jar, Path jars, Set<String> all) throws IOException {
    List<Path> named = new ArrayList<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String classPath =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      if (classPath != null) {
        Stream.of(classPath.split(" +")).map(jar::resolveSibling).forEach(named::add);
      }
      if (named.stream().noneMatch(ForkClassPath::isCpuOnly)) {
        all.add(jar.toString());
        return;
      }
      Path copy = jars.resolve(jar.getFileName());
      copyWithoutClassPath(file, copy);
      all.add(copy.toString());
    }
    named.stream().filter(path -> !isCpuOnly(path)).map(Path::toString).forEach(all::add);
  }

  private static void copyWithoutClassPath(JarFile jar, Path copy) throws IOException {
    Manifest manifest = new Manifest(jar.getManifest());
    manifest.getMainAttributes().remove(Attributes.Name.CLASS_PATH);
    try (OutputStream file = Files.newOutputStream(copy);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
          out.putNextEntry(new JarEntry(entry.getName()));
          try (InputStream in = jar.getInputStream(entry)) {
            in.transferTo(out);
          }
          out.closeEntry();
        }
      }
    }
  }
}
