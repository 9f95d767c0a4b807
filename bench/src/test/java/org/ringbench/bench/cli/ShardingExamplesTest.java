package org.ringbench.bench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The examples of docs/sharding.md, as far as they can be checked without a cluster. */
class ShardingExamplesTest {
  private static final Path SHARDS = Path.of("..", "deploy", "shards");
  private static final Pattern RUN = Pattern.compile("ringbench\"? run ([^\\n]*)");

  @ParameterizedTest
  @ValueSource(strings = {"slurm-array.sh", "kubernetes-indexed-job.yaml", "github-matrix.yml"})
  void everyShardIsACommandThatParses(String name) throws IOException {
    String text = Files.readString(SHARDS.resolve(name)).replace("\\\n", " ");
    if (name.startsWith("kubernetes")) {
      JsonNode args = container().get("args");
      text = args.get(0).asText();
    }
    List<String> commands = RUN.matcher(text).results().map(run -> run.group(1)).toList();
    assertFalse(commands.isEmpty());
    for (String command : commands) {
      String words =
          command
              .replaceFirst(" >> .*", "")
              .replaceAll("\\$\\(\\([^)]*\\)\\)|\\$SLURM_ARRAY_TASK_ID", "2")
              .replaceAll("\\$SHARDS|\\$shards", "4")
              .replace("$SHARD", "2/4")
              .replace("\"", "");
      RunCommand run = new RunCommand();
      new CommandLine(run).parseArgs(words.strip().split(" +", -1));
      assertEquals("publish", run.grid.tier);
      assertEquals("2/4", run.grid.shard, words);
    }
  }

  @Test
  void anIndexedJobHasOnePodForEachShard() throws IOException {
    JsonNode spec = job().get("spec");
    int shards = container().get("env").get(0).get("value").asInt();
    assertEquals(shards, spec.get("completions").asInt());
    assertEquals(shards, spec.get("parallelism").asInt());
    assertEquals("Indexed", spec.get("completionMode").asText());
    JsonNode resources = container().get("resources");
    assertEquals(resources.get("requests"), resources.get("limits"), "cores of its own");
  }

  @Test
  void theMatrixCountsItsOwnShards() throws IOException {
    JsonNode shard = yaml("github-matrix.yml").get("jobs").get("shard");
    JsonNode indices = shard.get("strategy").get("matrix").get("shard");
    for (int i = 0; i < indices.size(); i++) {
      assertEquals(i + 1, indices.get(i).asInt());
    }
    assertFalse(shard.get("strategy").get("fail-fast").asBoolean());
  }

  @Test
  void theArrayIsAScript() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash");
    Path script = SHARDS.resolve("slurm-array.sh");
    Process bash = new ProcessBuilder("/bin/bash", "-n", script.toString()).start();
    assertEquals("", new String(bash.getErrorStream().readAllBytes(), UTF_8));
    assertEquals(0, bash.waitFor());
    String text = Files.readString(script);
    assertTrue(text.contains("#SBATCH --array=1-4\n") && text.contains("\nshards=4 "), text);
  }

  /** bin/ringbench in a tree that was never built. */
  @Test
  void withoutItsJarTheLauncherSaysHowToBuildIt(@TempDir Path folder) throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Files.copy(Path.of("..", "bin", "ringbench"), bin.resolve("ringbench"));
    Process launcher =
        new ProcessBuilder("/bin/sh", bin.resolve("ringbench").toString(), "run").start();
    String err = new String(launcher.getErrorStream().readAllBytes(), UTF_8);
    assertEquals(ExitCode.BAD_INPUT.status(), launcher.waitFor());
    assertEquals(1, err.lines().count(), err);
    assertTrue(err.contains("benchmarks.jar is not there; run ./mvnw"), err);
  }

  private static JsonNode container() throws IOException {
    return job().get("spec").get("template").get("spec").get("containers").get(0);
  }

  private static JsonNode job() throws IOException {
    return yaml("kubernetes-indexed-job.yaml");
  }

  private static JsonNode yaml(String name) throws IOException {
    return new YAMLMapper().readTree(SHARDS.resolve(name).toFile());
  }
}
