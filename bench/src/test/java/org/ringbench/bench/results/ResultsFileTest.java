package org.ringbench.bench.results;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
    assertThrows(IOException.class, () -> ResultsFile.writeAtomically(new byte[] {1}, latest));
    assertEquals("old", Files.readString(latest));
  }

  @Test
  void aFailingMoveLeavesNothingBehind() throws IOException {
    Files.createDirectories(latest.resolve("occupied")); // a folder cannot be replaced
    assertThrows(IOException.class, () -> ResultsFile.writeAtomically(new byte[] {1}, latest));
    assertEquals(List.of(latest), files());
  }

  @Test
  void replacesTheOldFile() throws IOException {
    Files.writeString(latest, "a longer old file");
    ResultsFile.writeAtomically(new byte[] {1, 2}, latest);
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

  private void assertRefused(String expected) {
    IOException e = assertThrows(IOException.class, () -> ResultsFile.read(latest));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
