package org.ringbench.bench.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringbench.bench.results.Environment;
import org.ringbench.bench.results.Examples;

class ComparabilityTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Environment HERE = Examples.environment();

  @Test
  void aMachineIsLikeItself() {
    assertEquals(List.of(), Comparability.differences("a", HERE, "b", HERE));
    assertEquals(List.of(), Comparability.remarks("a", HERE, "b", HERE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cpu              | "Z80"            | the CPU is Example CPU in a and Z80 in b
          cpuFlags         | ["avx512f"]      | the CPU's flags of a alone are avx512dq
          cores            | 4                | the number of cores is 2 in a and 4 in b
          threads          | 1                | the number of threads is 2 in a and 1 in b
          cpuLimit         | null             | the control group's CPU limit is 1.5 in a and none in b
          memoryLimitBytes | 1000             | the control group's memory limit is 8000000000 in a and 1000 in b
          jdk              | "Other 25"       | the JDK is Eclipse Adoptium 25.0.3+9-LTS in a and Other 25 in b
          jvmFlags         | ["-XX:+UseZGC"]  | the JVM's flags of b alone are -XX:+UseZGC
          vectorBits       | 256              | the vector width is 512 in a and 256 in b
          gpu              | "NVIDIA H100"    | the GPU is none in a and NVIDIA H100 in b
          """)
  void everyDifferenceThatMovesTimesIsNamed(String field, String value, String sentence)
      throws Exception {
    List<String> differences = Comparability.differences("a", HERE, "b", with(field, value));
    assertTrue(differences.contains(sentence), differences.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          microcode  | "0x1"         | the microcode is 0x2b000603 in a and 0x1 in b
          governor   | "powersave"   | the governor is performance in a and powersave in b
          os         | "Linux 6.2"   | the system is Linux 6.1 amd64 in a and Linux 6.2 in b
          blas       | null          | the BLAS is ND4J 1.0.0-M2.1, OPENBLAS in a and none in b
          """)
  void otherDifferencesAreRemarks(String field, String value, String sentence) throws Exception {
    Environment other = with(field, value);
    assertEquals(List.of(), Comparability.differences("a", HERE, "b", other));
    assertEquals(List.of(sentence), Comparability.remarks("a", HERE, "b", other));
  }

  @Test
  void whatOneSideDidNotRecordIsNoDifference() throws Exception {
    assertEquals(List.of(), Comparability.remarks("a", HERE, "b", with("microcode", "null")));
    Environment driver = with("gpuDriver", "\"570.1\"");
    assertEquals(List.of(), Comparability.differences("a", HERE, "b", driver));
  }

  @Test
  void whereFilesAreIsNoDifference() throws Exception {
    Environment other =
        with(
            "jvmFlags",
            "[\"-Dringbench.home=/elsewhere\", \"--add-modules=jdk.incubator.vector\"]");
    assertEquals(List.of(), Comparability.differences("a", HERE, "b", other));
  }

  @Test
  void aMachineClassIsShortAndStable() throws Exception {
    String here = MachineClass.of(HERE);
    assertTrue(here.matches("example-2c-of1\\.5-v512-[0-9a-f]{4}"), here);
    assertEquals(here, MachineClass.of(with("jdk", "\"Other 25\"")));
    assertEquals(here, MachineClass.of(with("microcode", "null")));
    assertEquals(here, MachineClass.of(with("cpuFlags", "[\"avx512dq\", \"avx512f\"]")));
    assertNotEquals(here, MachineClass.of(with("cpuFlags", "[\"avx512f\"]")));
    assertNotEquals(here, MachineClass.of(with("cores", "4")));
    assertNotEquals(here, MachineClass.of(with("cpuLimit", "null")));
  }

  @ParameterizedTest
  @CsvSource({
    "Intel(R) Xeon(R) Platinum 8481C CPU @ 2.70GHz, intel-xeon-platinum-8481c",
    "AMD EPYC 9B14 96-Core Processor, amd-epyc-9b14",
    "AMD EPYC, amd-epyc",
    "???, unknown"
  })
  void itStartsWithTheProcessor(String cpu, String slug) throws Exception {
    String name = MachineClass.of(with("cpu", '"' + cpu + '"'));
    assertTrue(name.startsWith(slug + "-2c-"), name);
  }

  private static Environment with(String field, String value) throws Exception {
    ObjectNode node = JSON.valueToTree(HERE);
    node.set(field, JSON.readTree(value));
    return JSON.treeToValue(node, Environment.class);
  }
}
