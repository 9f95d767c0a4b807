package org.ringbench.bench.results;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsFileTest {
  @TempDir Path folder;
  private Path latest;

  @BeforeEach
  void setUp() {
    latest = folder.resolve(ResultsFile.LATEST);
  }

  @Test
  void whatIsPublishedIsRead() throws IOException {
    Results results = Examples.results();
    Path dated = ResultsFile.publish(results, folder);
    assertEquals("20261121-142530.json", dated.getFileName().toString());
    assertEquals(results, ResultsFile.read(dated));
    assertEquals(results, ResultsFile.read(latest));
    assertEquals(2, files().size(), "nothing but the two files");
  }

  @Test
  void fieldsWithoutMeaningAreNullAndNotAbsent() {
    String json = ResultsFile.toJson(Examples.results());
    assertTrue(json.contains("\"gpu\" : null"), json);
  }

  @Test
  void fieldsOfALaterProgramAreIgnored() throws IOException {
    String json = ResultsFile.toJson(Examples.results());
    Files.writeString(latest, json.replaceFirst("\"tier\"", "\"weather\" : 1, \"tier\""));
    assertEquals(Examples.results(), ResultsFile.read(latest));
  }

  @Test
  void aFailingWriteKeepsTheOldFile() throws IOException {
    Files.writeString(latest, "old");
    // A folder stands where the temporary file should: writing fails as on a full disk.
    Path temporary = folder.resolve(".latest.json.%d.tmp".formatted(ProcessHandle.current().pid()));
    Files.createDirectories(temporary.resolve("occupied"));
    assertThrows(IOException.class, () -> AtomicFile.write(new byte[] {1}, latest));
    assertEquals("old", Files.readString(latest));
  }

  @Test
  void aFailingMoveLeavesNothingBehind() throws IOException {
    Files.createDirectories(latest.resolve("occupied")); // a folder cannot be replaced
    assertThrows(IOException.class, () -> AtomicFile.write(new byte[] {1}, latest));
    assertEquals(List.of(latest), files());
  }

  /** A device on which every write fails as on a full disk. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aDiskThatIsFullKeepsTheOldFile() throws IOException {
    ResultsFile.publish(Examples.results(), folder);
    String old = Files.readString(latest);
    Path temporary = folder.resolve(".latest.json.%d.tmp".formatted(ProcessHandle.current().pid()));
    Files.createSymbolicLink(temporary, Path.of("/dev/full"));
    assertWriteRefused(
        () -> ResultsFile.write(Examples.results(), latest),
        latest + " cannot be written: No space left on device; the old one is as it was");
    assertEquals(old, Files.readString(latest));
    assertEquals(2, files().size(), "nothing but the two files");
  }

  /** The disk has room for the start of the new file alone. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aDiskThatFillsInMidWriteKeepsTheOldFile() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()) == 0);
    try {
      Path file = disk.resolve("latest.json");
      byte[] old = new byte[40 << 10];
      old[0] = 7;
      AtomicFile.write(old, file);
      assertWriteRefused(
          () -> AtomicFile.write(new byte[40 << 10], file),
          file + " cannot be written: No space left on device; the old one is as it was");
      assertArrayEquals(old, Files.readAllBytes(file));
      try (Stream<Path> files = Files.list(disk)) {
        assertEquals(List.of(file), files.toList(), "the part that was written is gone");
      }
    } finally {
      assertEquals(0, run("umount", disk.toString()));
    }
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Path below = file.resolve("below");
    assertWriteRefused(
        () -> ResultsFile.publish(Examples.results(), below),
        "the folder " + below + " cannot be made: ");
  }

  @Test
  void whatDoesNotFitTheSchemaIsNotWritten() throws IOException {
    Row row = Examples.rows().getFirst();
    Row wrong = ChangedRow.fingerprint(row, "no fingerprint");
    Results results = Results.of(Examples.run(), Examples.environment(), List.of(wrong), List.of());
    Exception e =
        assertThrows(IllegalStateException.class, () -> ResultsFile.publish(results, folder));
    assertTrue(
        e.getMessage().contains("rows[0].fingerprint is \"no fingerprint\""), e.getMessage());
    assertEquals(List.of(), files());
  }

  private static void assertWriteRefused(Executable write, String expected) {
    String message = assertThrows(ResultsFileException.class, write).getMessage();
    assertTrue(message.startsWith(expected), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void replacesTheOldFile() throws IOException {
    Files.writeString(latest, "a longer old file");
    AtomicFile.write(new byte[] {1, 2}, latest);
    assertArrayEquals(new byte[] {1, 2}, Files.readAllBytes(latest));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.9, 0.999})
  void aTruncatedFileIsRefused(double part) throws IOException {
    String json = ResultsFile.toJson(Examples.results()).strip();
    Files.writeString(latest, json.substring(0, (int) (json.length() * part)));
    assertRefused("latest.json is not a complete results file: ");
  }

  @Test
  void foreignFilesAreRefused() throws IOException {
    Files.writeString(latest, "{\"benchmark\": \"something\"}");
    assertRefused("latest.json is not a results file: it has no schemaVersion");
    Files.writeString(latest, "[1, 2]");
    assertRefused("latest.json is not a results file: it has no schemaVersion");
    Files.writeString(latest, "");
    assertRefused("latest.json is not a results file: it has no schemaVersion");
    Files.writeString(latest, "PK\u0003\u0004");
    assertRefused("latest.json is not a complete results file: ");
    Files.writeString(latest, "{\"schemaVersion\": 3}");
    assertRefused("has schemaVersion 3: this version of RingBench reads 1 and 2");
  }

  @Test
  void aMissingFieldIsNamed() throws IOException {
    String json = ResultsFile.toJson(Examples.results());
    Files.writeString(latest, json.replaceFirst("\"jdk\"", "\"jvm\""));
    assertRefused("latest.json is not a complete results file: environment.jdk is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "median" : 8.4     | "median" : "fast"   | rows[0].milliseconds.median is "fast": expected a number
          "median" : 8.4     | "median" : -8.4     | rows[0].milliseconds.median is -8.4: expected more than 0
          "rounds" : 18      | "rounds" : 1.5      | rows[0].counters.rounds is 1.5: expected an integer
          "cores" : 2        | "cores" : 0         | environment.cores is 0: expected at least 1
          "gpu" : null       | "gpu" : []          | environment.gpu is an array of 0: expected a string or null
          "shard" : null     | "shard" : {}        | run.shard.index is missing (and 1 more)
          2026-11-21T14:25:3 | yesterday at about  | run.startedAt is "yesterday at about0Z": expected a date-time
          0.366              | 1.2                 | accuracy[0].testAccuracy[0] is 1.2: expected at most 1
          """)
  void aWrongFieldIsNamedWithWhatWasExpected(String right, String wrong, String sentence)
      throws IOException {
    String json = ResultsFile.toJson(Examples.results());
    assertTrue(json.contains(right), right);
    Files.writeString(latest, json.replaceFirst(Pattern.quote(right), wrong));
    assertRefused("latest.json is not a complete results file: " + sentence);
  }

  @Test
  void aRowTwiceIsRefused() throws IOException {
    Results results = Examples.results();
    String json = ResultsFile.toJson(results);
    String second = results.rows().get(1).id();
    Files.writeString(latest, json.replace(second + '"', results.rows().get(0).id() + '"'));
    assertRefused("row \"" + results.rows().get(0).id() + "\" is there twice");
  }

  @Test
  void whatIsNoTextIsRefused() throws IOException {
    Files.write(latest, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertRefused("latest.json is not a results file: it is no UTF-8 text");
    Path none = folder.resolve("none.json");
    String message =
        assertThrows(ResultsFileException.class, () -> ResultsFile.read(none)).getMessage();
    assertEquals(none + " cannot be read: there is no such file", message);
  }

  private void assertRefused(String expected) {
    ResultsFileException e =
        assertThrows(ResultsFileException.class, () -> ResultsFile.read(latest));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
