package org.ringbench.bench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The image, the compose file and the Kubernetes jobs: what they promise, without an engine. */
class DeploymentTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final YAMLMapper YAML = new YAMLMapper(new YAMLFactory());

  /** What docs/processes.md lists; ProcessSettings reads them. */
  private static final List<String> VARIABLES =
      List.of(
          "RANK",
          "WORLD_SIZE",
          "MASTER_ADDR",
          "MASTER_PORT",
          "KEYS",
          "PRECISION",
          "EPOCHS",
          "BATCH_SIZE",
          "BACKEND",
          "LOGLEVEL",
          "DATA");

  private static JsonNode compose() throws IOException {
    return YAML.readTree(ROOT.resolve("compose.yaml").toFile());
  }

  @ParameterizedTest
  @CsvSource({"worker1, 0, true", "worker2, 1, true", "ttp, 2, false"})
  void aComposeServiceHasItsRoleAndItsDataAlone(String name, String rank, boolean hasData)
      throws IOException {
    JsonNode service = compose().get("services").get(name);
    assertEquals(rank, service.get("environment").get("RANK").asText());
    service
        .get("environment")
        .fieldNames()
        .forEachRemaining(
            variable ->
                assertTrue(VARIABLES.contains(variable) || variable.equals("<<"), variable));
    JsonNode volumes = service.path("volumes");
    assertEquals(hasData ? 1 : 0, volumes.size());
    if (hasData) {
      assertEquals("./deploy/data/" + name + ":/data:ro", volumes.get(0).asText());
    }
    List<String> files = new ArrayList<>();
    service.get("secrets").forEach(secret -> files.add(secret.get("target").asText()));
    assertEquals(List.of("ca.pem", "certificate.pem", "key.pem"), files);
    service
        .get("secrets")
        .forEach(
            secret -> {
              String source = secret.get("source").asText();
              assertTrue(source.equals("authority") || source.startsWith(name + "-"), source);
            });
  }

  @Test
  void composeRunsNothingAsRootAndAsksEachProcessWhetherItLives() throws IOException {
    JsonNode role = compose().get("x-role");
    assertTrue(role.get("user").asText().startsWith("${RINGBENCH_UID:-1"), role.toString());
    assertTrue(role.get("read_only").asBoolean());
    assertEquals("ALL", role.get("cap_drop").get(0).asText());
    assertEquals("jcmd", role.get("healthcheck").get("test").get(1).asText());
    assertEquals(3, compose().get("services").size());
  }

  @Test
  void kubernetesHasAJobForEachRoleWithItsSecretAlone() throws IOException {
    Map<String, JsonNode> jobs = new TreeMap<>();
    Map<String, JsonNode> services = new TreeMap<>();
    try (MappingIterator<JsonNode> documents =
        YAML.readerFor(JsonNode.class)
            .readValues(ROOT.resolve("deploy/kubernetes.yaml").toFile())) {
      while (documents.hasNext()) {
        JsonNode document = documents.next();
        String name = document.get("metadata").get("name").asText();
        (document.get("kind").asText().equals("Job") ? jobs : services).put(name, document);
      }
    }
    assertEquals(
        List.of("ringbench-ttp", "ringbench-worker1", "ringbench-worker2"),
        List.copyOf(jobs.keySet()));
    assertEquals(List.of("ringbench-worker1", "ringbench-worker2"), List.copyOf(services.keySet()));
    jobs.forEach(
        (name, job) -> {
          JsonNode pod = job.get("spec").get("template").get("spec");
          assertTrue(pod.get("securityContext").get("runAsNonRoot").asBoolean());
          assertEquals("Never", pod.get("restartPolicy").asText());
          String volumes = pod.get("volumes").toString();
          assertTrue(volumes.contains(name + "-keys"), volumes);
          jobs.keySet().stream()
              .filter(other -> !other.equals(name))
              .forEach(other -> assertFalse(volumes.contains(other), volumes));
          JsonNode container = pod.get("containers").get(0);
          assertTrue(container.has("livenessProbe"));
          container
              .get("env")
              .forEach(variable -> assertTrue(VARIABLES.contains(variable.get("name").asText())));
        });
  }

  @Test
  void theImageRunsAsAUserWithTheLauncherInFront() throws IOException {
    String image = Files.readString(ROOT.resolve("Dockerfile"));
    assertTrue(image.indexOf("USER ringbench") > image.lastIndexOf("FROM "), image);
    assertTrue(image.contains("HEALTHCHECK "), image);
    assertTrue(image.contains("ENTRYPOINT [\"/opt/ringbench/bin/ringbench\", \"worker\"]"), image);
    assertTrue(Files.isExecutable(ROOT.resolve("bin/ringbench")));
  }

  /** By the tool itself, where it is installed. */
  @Test
  void dockerComposeTakesTheFile() throws Exception {
    assumeTrue(isInstalled("docker-compose"), "docker-compose is not installed");
    Process process =
        new ProcessBuilder("docker-compose", "-f", "compose.yaml", "config", "--quiet")
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
  }

  private static boolean isInstalled(String tool) {
    for (String folder : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, tool))) {
        return true;
      }
    }
    return false;
  }
}
