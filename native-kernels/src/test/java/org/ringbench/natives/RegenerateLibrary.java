package org.ringbench.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ringbench.committed.CommittedFiles;

/** Builds the shared library and commits it, with its hashes, to the resources. */
final class RegenerateLibrary {
  private RegenerateLibrary() {}

  /** Without arguments, in the module's folder. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (!LibraryBuild.installed("g++")) {
      throw new IllegalStateException("no g++ on the path: install g++ " + LibraryBuild.COMPILER);
    }
    String compiler = LibraryBuild.compiler();
    if (!compiler.equals(LibraryBuild.COMPILER)) {
      throw new IllegalStateException(
          "g++ %s: expected %s, or a change of LibraryBuild.COMPILER"
              .formatted(compiler, LibraryBuild.COMPILER));
    }
    byte[] library = LibraryBuild.build(Files.createTempDirectory("ringbench-build-"));
    Path folder = LibraryBuild.RESOURCES;
    Files.createDirectories(folder);
    Files.write(folder.resolve(LibraryResources.FILE), library);
    Files.writeString(
        folder.resolve(LibraryResources.HASHES),
        "compiler=g++ %s\nlibrary=%s\nsources=%s\n"
            .formatted(compiler, CommittedFiles.sha256(library), LibraryBuild.sourcesHash()));
    System.out.println(folder.resolve(LibraryResources.FILE) + ": " + library.length + " bytes");
  }
}
