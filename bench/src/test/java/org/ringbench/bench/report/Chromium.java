package org.ringbench.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A headless Chromium with one tab, driven by its own protocol over a socket of this machine. */
final class Chromium implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");
  private static final long SECONDS = 60;

  private final Process process;
  private final WebSocket socket;
  private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
  private final AtomicInteger number = new AtomicInteger();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> gone = new CompletableFuture<>();
  private String session;
  private CompletableFuture<Void> loaded = new CompletableFuture<>();

  /** The program, if this machine has it. */
  static Optional<Path> program() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(folder -> Path.of(folder, "chromium"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  Chromium(Path program, Path profile) throws IOException {
    process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox", // the tests of a container run as root
                "--disable-gpu",
                "--disable-background-networking",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader errors = process.errorReader();
    String line = errors.readLine();
    while (line != null && !LISTENING.matcher(line).find()) {
      line = errors.readLine();
    }
    if (line == null) {
      throw new IOException(program + " ended before it listened");
    }
    Thread.ofVirtual().start(() -> drain(errors));
    Matcher address = LISTENING.matcher(line);
    address.find();
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(address.group(1)), new Listener())
            .join();
    String target =
        call("Target.createTarget", Map.of("url", "about:blank")).get("targetId").asText();
    session =
        call("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .get("sessionId")
            .asText();
    for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
      call(domain + ".enable", Map.of());
    }
  }

  private static void drain(BufferedReader reader) {
    try {
      while (reader.readLine() != null) {}
    } catch (IOException e) {
      // it has ended
    }
  }

  /** Opens a file and waits until it is there. */
  void open(Path file, String fragment) {
    requests.clear();
    complaints.clear();
    loaded = new CompletableFuture<>();
    call("Page.navigate", Map.of("url", "about:blank"));
    await(loaded);
    loaded = new CompletableFuture<>();
    call("Page.navigate", Map.of("url", file.toUri() + fragment));
    await(loaded);
  }

  /** The size of the window and the theme that the system asks for. */
  void view(int width, int height, boolean isDark) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    Map<String, String> scheme =
        Map.of("name", "prefers-color-scheme", "value", isDark ? "dark" : "light");
    call("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
  }

  void scripts(boolean isOn) {
    call("Emulation.setScriptExecutionDisabled", Map.of("value", !isOn));
  }

  /** The value of an expression, or of its promise. */
  JsonNode evaluate(String expression) {
    JsonNode result =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException(result.get("exceptionDetails").toString());
    }
    return result.get("result").path("value");
  }

  /** A picture of the page, from a height down. */
  void picture(Path file, int top, int width, int height) throws IOException {
    JsonNode shot =
        call(
            "Page.captureScreenshot",
            Map.of(
                "format",
                "png",
                "captureBeyondViewport",
                true,
                "clip",
                Map.of("x", 0, "y", top, "width", width, "height", height, "scale", 1)));
    Files.write(file, Base64.getDecoder().decode(shot.get("data").asText()));
  }

  void print(Path file) throws IOException {
    JsonNode pdf =
        call("Page.printToPDF", Map.of("printBackground", true, "preferCSSPageSize", true));
    Files.write(file, Base64.getDecoder().decode(pdf.get("data").asText()));
  }

  /** Presses a key. */
  void key(String key) {
    for (String type : List.of("keyDown", "keyUp")) {
      call(
          "Input.dispatchKeyEvent",
          Map.of("type", type, "key", key, "windowsVirtualKeyCode", key.equals("Tab") ? 9 : 39));
    }
  }

  /** Addresses that the page asked for. */
  List<String> requests() {
    return new ArrayList<>(requests);
  }

  /** What the page or its policy complained of. */
  List<String> complaints() {
    return new ArrayList<>(complaints);
  }

  private JsonNode call(String method, Map<String, ?> parameters) {
    int id = number.incrementAndGet();
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    if (session != null) {
      message.put("sessionId", session);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    open.put(id, answer);
    socket.sendText(message.toString(), true).join();
    JsonNode reply = await(answer);
    if (reply.has("error")) {
      throw new IllegalStateException(method + ": " + reply.get("error"));
    }
    return reply.get("result");
  }

  private <T> T await(CompletableFuture<T> answer) {
    try {
      CompletableFuture.anyOf(answer, gone).get(SECONDS, TimeUnit.SECONDS);
      return answer.getNow(null);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Chromium gave no answer", e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        try {
          receive(JSON.readTree(text.toString()));
        } catch (IOException e) {
          gone.completeExceptionally(e);
        }
        text.setLength(0);
      }
      webSocket.request(1);
      return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      gone.completeExceptionally(error);
    }

    private void receive(JsonNode message) {
      if (message.has("id")) {
        open.remove(message.get("id").asInt()).complete(message);
        return;
      }
      JsonNode parameters = message.path("params");
      switch (message.path("method").asText()) {
        case "Page.loadEventFired" -> loaded.complete(null);
        case "Network.requestWillBeSent" ->
            requests.add(parameters.path("request").path("url").asText());
        case "Log.entryAdded" -> complaints.add(parameters.path("entry").path("text").asText());
        case "Runtime.exceptionThrown" ->
            complaints.add(parameters.path("exceptionDetails").toString());
        default -> {}
      }
    }
  }
}
