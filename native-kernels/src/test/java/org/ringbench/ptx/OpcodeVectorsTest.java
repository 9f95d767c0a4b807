package org.ringbench.ptx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each opcode on vectors by hand. */
class OpcodeVectorsTest {
  static List<String> vectors() {
    return OpcodeVectors.all();
  }

  static String body(String line) {
    String[] fields = line.split(" \\| ?", 3);
    return fields[1] + ";\n" + Snippet.result(fields[0].charAt(0));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void givesTheResult(String line) {
    String[] cases = line.split(" \\| ?", 3)[2].split(";", -1);
    long[][] inputs = new long[cases.length][];
    long[] expected = new long[cases.length];
    for (int i = 0; i < cases.length; i++) {
      String[] sides = cases[i].split("=", -1);
      inputs[i] =
          Arrays.stream(sides[0].trim().split(" +", -1))
              .mapToLong(x -> Long.parseUnsignedLong(x, 16))
              .toArray();
      expected[i] = Long.parseUnsignedLong(sides[1].trim(), 16);
    }
    long[][] results = Snippet.run("", body(line), inputs);
    for (int i = 0; i < cases.length; i++) {
      assertEquals(
          Long.toHexString(expected[i]), Long.toHexString(results[i][0]), "case" + cases[i]);
    }
  }

  @Test
  void coversTheWholeTable() {
    Set<String> missing = new TreeSet<>(AluTable.opcodes());
    for (String line : vectors()) {
      for (String instruction : line.split(" \\| ?", 3)[1].split("; ", -1)) {
        missing.remove(instruction.split(" ", -1)[0]);
      }
    }
    assertEquals(Set.of(), missing, "opcodes without a vector");
  }

  @Test
  void everyTextAssembles() throws Exception {
    StringBuilder text = new StringBuilder(Snippet.HEADER);
    int count = 0;
    for (String line : vectors()) {
      text.append(Snippet.kernel("k" + count++, "", body(line)));
    }
    assertTrue(count > 200, count + " vectors");
    Assembler.assemble(text.toString());
  }
}
