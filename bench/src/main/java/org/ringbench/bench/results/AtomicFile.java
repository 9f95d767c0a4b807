package org.ringbench.bench.results;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are whole or as they were. */
public final class AtomicFile {
  private AtomicFile() {}

  /**
   * Replaces a file at once: a reader sees the old bytes or the new ones, also after a crash, and a
   * failure, such as a disk that fills up, leaves the old file as it was. The folder is made if
   * needed.
   *
   * @throws ResultsFileException if the file cannot be written
   */
  public static void write(byte[] bytes, Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new ResultsFileException(
          "the folder %s cannot be made: %s".formatted(folder, reason(e)), e);
    }
    String name = ".%s.%d.tmp".formatted(file.getFileName(), ProcessHandle.current().pid());
    Path temporary = file.resolveSibling(name); // a move is atomic within one folder
    try {
      try {
        writeThrough(bytes, temporary);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      String old = Files.exists(file) ? "; the old one is as it was" : "";
      throw new ResultsFileException(
          "%s cannot be written: %s%s".formatted(file, reason(e), old), e);
    }
  }

  private static void writeThrough(byte[] bytes, Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /** Why, without the path: exceptions of the file system name it, and little else. */
  public static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "permission denied";
      case NotDirectoryException _ -> "a part of its path is no folder";
      case FileAlreadyExistsException _ -> "a file stands in its place";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }
}
