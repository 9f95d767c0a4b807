package org.ringbench.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.ring.Shape;

class CsvTest {
  @TempDir private Path folder;

  @Test
  void readsBostonHousing() throws URISyntaxException {
    Path file = Path.of(CsvTest.class.getResource("boston-housing.csv").toURI());
    Dataset last = Csv.read(file);
    assertEquals(new Shape(506, 13), last.features().shape());
    assertEquals(24, last.labels().get(0, 0));
    assertEquals(4.98f, last.features().get(0, 12));
    Dataset named = Csv.read(file, "rm");
    assertEquals(6.575f, named.labels().get(0, 0));
    assertEquals(24, named.features().get(0, 12));
  }

  @Test
  void readsSpacesSignsAndLineEnds() {
    Dataset data = Csv.parse("t", "\uFEFFa,b,c\r\n 1 , 2,-3e-1\r\n.5,+4.,6\n\n", "b");
    assertArrayEquals(new float[] {1, -0.3f, 0.5f, 6}, data.features().values());
    assertArrayEquals(new float[] {2, 4}, data.labels().values());
  }

  @Test
  void readsQuotedNumbers() {
    Dataset data = Csv.parse("t", "\"a,\"\"1\"\"\",b\n\"1.5\",\"2\"\n", null);
    assertArrayEquals(new float[] {1.5f}, data.features().values());
    assertArrayEquals(new float[] {2}, data.labels().values());
  }

  @Test
  void refusesValuesThatAreNoFiniteNumbers() {
    refuses("a,b\n1,2\n3,\n", "t: line 3, column \"b\": the value is missing: expected a number");
    for (String bad : new String[] {"x", "NaN", "Infinity", "1f", "0x1p3", "1e99", "--1", "."}) {
      refuses(
          "a,b\n1," + bad + "\n",
          "t: line 2, column \"b\": \"" + bad + "\": expected a finite number");
    }
  }

  @Test
  void refusesRaggedLines() {
    refuses("a,b\n1,2\n1,2,3\n", "t: line 3 has 3 cells: expected 2");
    refuses("a,b\n\n1,2\n", "t: line 2 has 1 cells: expected 2");
  }

  @Test
  void refusesBrokenQuotes() {
    refuses("a,b\n\"1,2\n", "t: line 2: a quoted cell is not closed on its line");
    refuses(
        "a,b\n\"1\"x,2\n", "t: line 2: text after the closing quote of cell 1: expected a comma");
  }

  @Test
  void refusesTextWithoutData() {
    String message = "t: expected a line of column names and at least one of data";
    refuses("", message);
    refuses("a,b\n", message);
    refuses("a\n1\n", "t: 1 column: expected at least a feature and the target");
  }

  @Test
  void refusesAnUnknownTarget() {
    DataException e = assertThrows(DataException.class, () -> Csv.parse("t", "a,b\n1,2\n", "medv"));
    assertEquals("t: no column \"medv\": expected one of a, b", e.getMessage());
  }

  @Test
  void refusesFilesThatAreMissingOrNoText() throws IOException {
    Path none = folder.resolve("none.csv");
    DataException missing = assertThrows(DataException.class, () -> Csv.read(none));
    assertEquals(none + ": no such file", missing.getMessage());
    Path binary = Files.write(folder.resolve("binary.csv"), new byte[] {(byte) 0xff, 0, 1});
    DataException notText = assertThrows(DataException.class, () -> Csv.read(binary));
    assertEquals(binary + ": is not UTF-8 text", notText.getMessage());
  }

  private static void refuses(String text, String message) {
    DataException e = assertThrows(DataException.class, () -> Csv.parse("t", text, null));
    assertEquals(message, e.getMessage());
  }
}
