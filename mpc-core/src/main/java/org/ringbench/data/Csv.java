package org.ringbench.data;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.ringbench.ring.Shape;

/**
 * Regression data from comma-separated values in UTF-8: a line of column names, then lines of
 * numbers. Cells may stand in double quotes; nothing is guessed, filled in or skipped.
 */
public final class Csv {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");

  private Csv() {}

  /** Reads a file whose last column is the target; see {@link #read(Path, String)}. */
  public static Dataset read(Path file) {
    return parse(file.toString(), text(file), null);
  }

  /**
   * Reads a file; the other columns become the features, in their order.
   *
   * @param target the name of the column to predict
   * @throws DataException naming line and column, if the file cannot be read, has no such column,
   *     or a cell is missing or no finite number
   */
  public static Dataset read(Path file, String target) {
    return parse(file.toString(), text(file), target);
  }

  /**
   * Reads text.
   *
   * @param name for messages
   * @param target the name of the column to predict, or null for the last
   */
  static Dataset parse(String name, String text, String target) {
    List<List<String>> lines = new CsvLines(name, text).read();
    if (lines.size() < 2) {
      throw new DataException(name + ": expected a line of column names and at least one of data");
    }
    List<String> columns = lines.getFirst();
    int cols = columns.size();
    if (cols < 2) {
      throw new DataException(name + ": 1 column: expected at least a feature and the target");
    }
    int label = target == null ? cols - 1 : columns.indexOf(target);
    if (label < 0) {
      throw new DataException(
          "%s: no column \"%s\": expected one of %s"
              .formatted(name, target, String.join(", ", columns)));
    }
    int rows = lines.size() - 1;
    FloatTensor x = new FloatTensor(new Shape(rows, cols - 1));
    FloatTensor y = new FloatTensor(new Shape(rows, 1));
    int feature = 0;
    for (int i = 1; i <= rows; i++) {
      List<String> cells = lines.get(i);
      if (cells.size() != cols) {
        throw new DataException(
            "%s: line %d has %d cells: expected %d".formatted(name, i + 1, cells.size(), cols));
      }
      for (int j = 0; j < cols; j++) {
        float value = number(name, i + 1, columns.get(j), cells.get(j));
        if (j == label) {
          y.values()[i - 1] = value;
        } else {
          x.values()[feature++] = value;
        }
      }
    }
    return new Dataset(name, x, y);
  }

  private static float number(String name, int line, String column, String cell) {
    String where = "%s: line %d, column \"%s\": ".formatted(name, line, column);
    if (cell.isBlank()) {
      throw new DataException(where + "the value is missing: expected a number");
    }
    // Java would also take "1f" or "0x1p3".
    if (NUMBER.matcher(cell.strip()).matches()) {
      float value = Float.parseFloat(cell);
      if (Float.isFinite(value)) {
        return value;
      }
    }
    throw new DataException(where + "\"" + cell.strip() + "\": expected a finite number");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException _) {
      throw new DataException(file + ": no such file");
    } catch (CharacterCodingException _) {
      throw new DataException(file + ": is not UTF-8 text");
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read: " + e.getMessage());
    }
  }
}
