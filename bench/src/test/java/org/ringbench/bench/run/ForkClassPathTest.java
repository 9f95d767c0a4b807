package org.ringbench.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkClassPathTest {
  private static final String NATIVE = "nd4j-native-1.0.0-M2.1.jar";
  private static final String API = "nd4j-native-api-1.0.0-M2.1.jar";
  private static final String BLAS = "openblas-0.3.19-1.5.7.jar";
  private static final String CUDA = "nd4j-cuda-11.6-1.0.0-M2.1.jar";

  @TempDir Path folder;
  private Path cuda;
  private Path copies;

  @BeforeEach
  void folders() throws IOException {
    cuda = Files.createDirectories(folder.resolve("lib-cuda"));
    copies = Files.createDirectories(folder.resolve("copies"));
    Files.createDirectories(folder.resolve("lib"));
    jar(cuda.resolve(CUDA), null);
    for (String name : List.of(NATIVE, API, BLAS)) {
      jar(folder.resolve("lib").resolve(name), null);
    }
  }

  @Test
  void theJarsOwnClassPathIsReplaced() throws IOException {
    Path jar = folder.resolve("benchmarks.jar");
    jar(jar, "lib/%s lib/%s lib/%s".formatted(NATIVE, API, BLAS));
    assertEquals(
        path(copies.resolve("benchmarks.jar"), folder.resolve("lib/" + API), cuda.resolve(CUDA)),
        ForkClassPath.cuda(jar.toString(), cuda, copies));
    try (JarFile copy = new JarFile(copies.resolve("benchmarks.jar").toFile())) {
      Attributes attributes = copy.getManifest().getMainAttributes();
      assertEquals("true", attributes.getValue("Multi-Release"));
      assertEquals(null, attributes.getValue(Attributes.Name.CLASS_PATH));
      assertEquals(1, copy.stream().filter(e -> e.getName().equals("entry")).count());
    }
  }

  @Test
  void aListOfJarsAndFoldersLosesTheCpuBackend() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Path lib = folder.resolve("lib");
    assertEquals(
        path(classes, lib.resolve(API), cuda.resolve(CUDA)),
        ForkClassPath.cuda(
            path(classes, lib.resolve(NATIVE), lib.resolve(API), lib.resolve(BLAS)), cuda, copies));
  }

  @Test
  void otherCellsKeepTheirs() throws Exception {
    String usual = System.getProperty("java.class.path");
    Cell cell = Grid.parse("trainingStep engine=nd4j").getFirst();
    assertEquals(usual, ForkClassPath.with(cell, () -> System.getProperty("java.class.path")));
  }

  private static String path(Path... entries) {
    return String.join(File.pathSeparator, List.of(entries).stream().map(Path::toString).toList());
  }

  private static void jar(Path file, String classPath) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Multi-Release", "true");
    if (classPath != null) {
      manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
    }
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.putNextEntry(new JarEntry("entry"));
      jar.write("text".getBytes(StandardCharsets.UTF_8));
      jar.closeEntry();
    }
  }
}
