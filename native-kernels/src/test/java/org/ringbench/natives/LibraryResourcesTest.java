package org.ringbench.natives;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryResourcesTest {
  @TempDir Path folder;

  @Test
  void comesFromTheSources() throws IOException {
    assertEquals(
        LibraryBuild.sourcesHash(),
        LibraryResources.recorded("sources"),
        () ->
            "%s was built from other sources than those in %s; run: %s"
                .formatted(LibraryResources.FILE, LibraryBuild.SOURCES, LibraryBuild.REGENERATE));
  }

  @Test
  void isWhatTheSourcesGiveInAnyFolder() throws IOException, InterruptedException {
    assumeTrue(LibraryBuild.installed("g++"), "no g++ on the path");
    Path other = Files.createDirectories(folder.resolve("a/longer/path"));
    byte[] built = LibraryBuild.build(other);
    if (LibraryBuild.compiler().equals(LibraryBuild.COMPILER)) {
      assertArrayEquals(LibraryResources.load(), built);
    } else {
      assertArrayEquals(LibraryBuild.build(Files.createDirectory(folder.resolve("b"))), built);
    }
  }

  @Test
  void liesInADirectoryOfItsUserWhileItIsLoaded() {
    byte[] library = LibraryResources.load();
    List<Path> seen = new ArrayList<>();
    LibraryResources.unpack(
        library,
        file -> {
          seen.add(file);
          try {
            assertArrayEquals(library, Files.readAllBytes(file));
            assertEquals(
                "rwx------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    assertEquals(1, seen.size());
    assertFalse(Files.exists(seen.getFirst().getParent()));
  }

  @Test
  void refusesALibraryThatWasTamperedWith() {
    byte[] library = LibraryResources.load();
    library[library.length / 2] ^= 1;
    IllegalStateException refusal =
        assertThrows(
            IllegalStateException.class,
            () ->
                LibraryResources.unpack(
                    library,
                    _ -> {
                      throw new AssertionError("loaded");
                    }));
    assertTrue(refusal.getMessage().contains("is not loaded"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(LibraryResources.FILE), refusal.getMessage());
  }

  @Test
  void namesADirectoryThatCannotBeMade() {
    Path missing = folder.resolve("none");
    IllegalStateException refusal =
        assertThrows(
            IllegalStateException.class,
            () -> LibraryResources.unpack(missing, LibraryResources.load(), _ -> {}));
    assertTrue(refusal.getMessage().contains(missing.toString()), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("-Djava.io.tmpdir"), refusal.getMessage());
  }
}
