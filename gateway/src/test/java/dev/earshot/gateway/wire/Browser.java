package dev.earshot.gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Debian's Chromium without a window, told what to do over its DevTools protocol. Its microphone plays
/// a WAV file once.
public final class Browser implements AutoCloseable {
  /// Where it is, if it is.
  public static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  private static final JsonMapper JSON = new JsonMapper();
  private static final String ANNOUNCE = "DevTools listening on ";
  private static final int SECONDS = 40;

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final List<String> complaints = new ArrayList<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final WebSocket tools;
  private final String session;

  private Browser(Process process, URI address) throws Exception {
    this.process = process;
    this.tools = http.newWebSocketBuilder().buildAsync(address, new Ears()).join();
    var target = call(null, "Target.createTarget", Map.of("url", "about:blank"));
    this.session = call(null, "Target.attachToTarget",
        Map.of("targetId", target.path("targetId").asText(), "flatten", true))
        .path("sessionId")
        .asText();
    call(session, "Runtime.enable", Map.of());
    call(session, "Log.enable", Map.of());
    call(session, "Page.enable", Map.of());
  }

  /// Starts the browser.
  ///
  /// @param profile an empty folder
  /// @param voice what its microphone hears
  public static Browser start(Path profile, Path voice) throws Exception {
    var process = new ProcessBuilder("chromium", "--headless=new", "--no-sandbox", "--disable-gpu",
        "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--remote-debugging-port=0",
        "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
        "--use-file-for-fake-audio-capture=" + voice + "%noloop",
        "--autoplay-policy=no-user-gesture-required", "--user-data-dir=" + profile)
        .redirectErrorStream(true)
        .start();
    var lines = process.inputReader();
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(ANNOUNCE)) {
        Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {})); // a full pipe would stop it
        return new Browser(process, URI.create(line.substring(ANNOUNCE.length())));
      }
    }
    throw new IOException("chromium: ended (expected: installed and able to start)");
  }

  public void open(String address) throws Exception {
    var answer = call(session, "Page.navigate", Map.of("url", address));
    if (answer.has("errorText")) {
      throw new IOException(address + ": " + answer.path("errorText").asText());
    }
    until("document.readyState === 'complete' && location.href.startsWith('http')");
  }

  /// Waits until this expression of the page is true, as long as a call may take. A page that is left
  /// meanwhile is asked again when the next one is there.
  public void until(String expression) throws Exception {
    var promise = "new Promise(done => { let left = " + SECONDS * 20
        + "; const look = () => { if (" + expression
        + ") done('yes'); else if (--left < 1) done('no: ' + document.body.innerText); "
        + "else setTimeout(look, 50); }; look(); })";
    var answer = "";
    while (answer.isEmpty()) {
      answer = call(session, "Runtime.evaluate",
          Map.of("expression", promise, "awaitPromise", true, "returnByValue", true))
          .path("result")
          .path("value")
          .asText();
    }
    if (!answer.equals("yes")) {
      throw new AssertionError(expression + ": " + answer + " " + complaints());
    }
  }

  /// Does this in the page.
  public void run(String statement) throws Exception {
    call(session, "Runtime.evaluate", Map.of("expression", statement, "userGesture", true));
  }

  /// The value of this expression of the page, as text.
  public String text(String expression) throws Exception {
    return call(session, "Runtime.evaluate",
        Map.of("expression", expression, "returnByValue", true))
        .path("result")
        .path("value")
        .asText();
  }

  /// Shows the page on another screen.
  ///
  /// @param scheme light or dark
  public void screen(int width, int height, String scheme) throws Exception {
    call(session, "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    call(session, "Emulation.setEmulatedMedia", Map.of("features",
        List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /// Presses a key, as a hand does.
  ///
  /// @param text that it types, or nothing
  public void press(String key, int code, String text) throws Exception {
    call(session, "Input.dispatchKeyEvent",
        Map.of("type", text.isEmpty() ? "rawKeyDown" : "keyDown",
            "key", key, "code", key, "windowsVirtualKeyCode", code, "text", text));
    call(session, "Input.dispatchKeyEvent",
        Map.of("type", "keyUp", "key", key, "code", key, "windowsVirtualKeyCode", code));
  }

  /// What the page's console said, and what the browser refused it.
  public synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() {
    tools.abort();
    http.close();
    process.destroyForcibly();
    process.onExit().join();
  }

  private JsonNode call(@Nullable String session, String method,
      Map<String, ?> parameters) throws Exception {
    var id = ids.incrementAndGet();
    var answer = new CompletableFuture<JsonNode>();
    asked.put(id, answer);
    var message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    if (session != null) {
      message.put("sessionId", session);
    }
    tools.sendText(message.toString(), true).join();
    return answer.get(SECONDS + 10, TimeUnit.SECONDS);
  }

  private synchronized void complain(String what) {
    complaints.add(what);
  }

  private final class Ears implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        read(text.toString());
        text.setLength(0);
      }
      socket.request(1);
      return CompletableFuture.completedFuture(null);
    }

    private void read(String message) {
      try {
        var json = JSON.readTree(message);
        var answer = asked.remove(json.path("id").asInt());
        if (answer != null) {
          answer.complete(json.path("result"));
        }
        switch (json.path("method").asText()) {
          case "Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled" ->
            complain(message);
          default -> { // told because we listen, and of no concern
          }
        }
      } catch (IOException e) {
        complain(e.toString());
      }
    }
  }
}
