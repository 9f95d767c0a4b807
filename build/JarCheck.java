import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * Checks that a jar lost nothing of what it was packed from: each resource of the folders byte for
 * byte (the native library, the kernels, the data), and each service's providers with their
 * classes, whichever folder named them.
 *
 * <p>Arguments: the jar, and the folders of classes and resources.
 */
class JarCheck {
  private static final String SERVICES = "META-INF/services/";

  /** The compiler's own note, which the packing leaves out. */
  private static final String NOTE = "META-INF/jpms.args";

  private final JarFile jar;
  private final List<String> faults = new ArrayList<>();
  private int resources;
  private int providers;

  private JarCheck(JarFile jar) {
    this.jar = jar;
  }

  public static void main(String[] arguments) throws IOException {
    try (JarFile jar = new JarFile(arguments[0])) {
      JarCheck check = new JarCheck(jar);
      for (String folder : List.of(arguments).subList(1, arguments.length)) {
        check.folder(Path.of(folder));
      }
      if (check.resources == 0 || check.providers == 0) {
        check.faults.add("the folders have no resources or no providers: are they built?");
      }
      if (!check.faults.isEmpty()) {
        check.faults.forEach(fault -> System.err.println(arguments[0] + ": " + fault));
        System.exit(1);
      }
      System.out.printf(
          "%s has all %d resources and %d providers%n",
          arguments[0], check.resources, check.providers);
    }
  }

  private void folder(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (name.startsWith(SERVICES)) {
          service(name, Files.readAllLines(file));
        } else if (!name.endsWith(".class") && !name.equals(NOTE)) {
          resources++;
          byte[] packed = read(name);
          if (packed == null) {
            faults.add(name + " is missing");
          } else if (!Arrays.equals(packed, Files.readAllBytes(file))) {
            faults.add(name + " is not that of " + folder);
          }
        }
      }
    }
  }

  private void service(String name, List<String> wanted) {
    byte[] packed = read(name);
    List<String> lines = packed == null ? List.of() : new String(packed).lines().toList();
    for (String provider : wanted) {
      if (!provider.isBlank() && !provider.startsWith("#")) {
        providers++;
        if (!lines.contains(provider)) {
          faults.add(name + " lacks " + provider);
        }
        if (jar.getEntry(provider.replace('.', '/') + ".class") == null) {
          faults.add("the class of " + provider + " is missing");
        }
      }
    }
  }

  /** The bytes of an entry, or null if there is none. */
  private byte[] read(String name) {
    ZipEntry entry = jar.getEntry(name);
    if (entry == null) {
      return null;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
