package dev.earshot.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.core.audio.AudioFormat;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// A device that streams one recording in real time, in frames on an absolute schedule: a late
/// frame does not make the next ones late, and latencies count from when sound was due, not from when it
/// was sent.
final class Device {
  private static final JsonMapper JSON = new JsonMapper();
  static final int FRAME_MILLIS = 20;
  private static final int LAST_WORDS_SECONDS = 60;
  /// After so long the gateway closes without them.
  private static final Duration GIVEN_UP = Duration.ofSeconds(10);

  private final URI gateway;
  private final HttpClient http;
  private final int frameMillis;

  /// A device that connects to this address, with frames of 20 ms; many of them may share a client.
  Device(URI gateway, HttpClient http) {
    this(gateway, http, FRAME_MILLIS);
  }

  /// @param frameMillis what each of its frames lasts
  Device(URI gateway, HttpClient http, int frameMillis) {
    this.gateway = gateway;
    this.http = http;
    this.frameMillis = frameMillis;
  }

  /// What a device heard.
  ///
  /// @param startNanos when the first sample was due
  record Hearing(long startNanos, List<Said> said) {
    /// The words that stay.
    String transcript() {
      return String.join(" ", said.stream().filter(Said::isFinal).map(Said::text).toList());
    }
  }

  /// Streams the recording and waits for the last word.
  Hearing stream(AudioFormat format, byte[] pcm) throws Exception {
    var frameBytes = (int) format.samplesIn(frameMillis) * 2;
    var frames = IntStream.range(0, Math.ceilDiv(pcm.length, frameBytes))
        .mapToObj(i -> Arrays.copyOfRange(pcm, i * frameBytes,
            Math.min(pcm.length, (i + 1) * frameBytes)))
        .iterator();
    return stream("?codec=pcm16&sample_rate=" + format.sampleRateHz(), frames, _ -> {});
  }

  /// Streams what its encoder made, and waits for the last word.
  ///
  /// @param frames as long as the device's each; where one is empty, nothing is sent in its time
  Hearing stream(AudioFormat format, List<ByteBuffer> frames) throws Exception {
    var codec = format.codec().name().toLowerCase(Locale.ROOT);
    return stream("?codec=" + codec + "&sample_rate=" + format.sampleRateHz(),
        frames.stream().map(Device::bytes).iterator(), _ -> {});
  }

  /// Streams frames, as many as there are, and waits for the last word.
  ///
  /// @param query of the address: codec and rate
  /// @param frames where one is empty, nothing is sent in its time
  /// @param listener hears every segment as it comes, on a thread of the client
  Hearing stream(String query, Iterator<byte[]> frames, Consumer<Said> listener)
      throws Exception {
    var ears = new Ears(listener);
    var socket = http.newWebSocketBuilder()
        .header("Authorization", "Bearer " + GatewayProcess.KEY)
        .buildAsync(URI.create(gateway + query), ears)
        .join();
    ears.ready.get(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
    var start = System.nanoTime();
    for (var sent = 0L; frames.hasNext(); sent++) {
      var due = start + sent * frameMillis * 1_000_000;
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      var frame = frames.next();
      if (frame.length > 0) {
        socket.sendBinary(ByteBuffer.wrap(frame), true).join();
      }
    }
    socket.sendText("{\"type\":\"finish\"}", true).join();
    var finished = System.nanoTime();
    ears.closed.get(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
    if (System.nanoTime() - finished >= GIVEN_UP.toNanos()) {
      throw new IllegalStateException(
          "last words: given up after " + GIVEN_UP + " (expected: a machine that is not too busy)");
    }
    return new Hearing(start, List.copyOf(ears.said));
  }

  private static byte[] bytes(ByteBuffer frame) {
    var bytes = new byte[frame.remaining()];
    frame.duplicate().get(bytes);
    return bytes;
  }

  /// Keeps every segment with the time it came.
  private static final class Ears implements WebSocket.Listener {
    private final List<Said> said = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final Consumer<Said> listener;

    private Ears(Consumer<Said> listener) {
      this.listener = listener;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      var now = System.nanoTime();
      text.append(data);
      if (last) {
        read(text.toString(), now);
        text.setLength(0);
      }
      socket.request(1);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      ready.complete(null);
      closed.complete(null);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      ready.completeExceptionally(error);
      closed.completeExceptionally(error);
    }

    private void read(String message, long now) {
      if (message.equals("ping")) {
        return;
      }
      try {
        var json = JSON.readTree(message);
        if (json.isArray()) {
          json.forEach(s -> hear(new Said(s.path("id").asText(), s.path("text").asText(),
              Math.round(s.path("start").asDouble() * 1_000),
              Math.round(s.path("end").asDouble() * 1_000), s.path("is_final").asBoolean(), now)));
        } else if (json.path("status").asText().equals("ready")) {
          ready.complete(null);
        }
      } catch (JsonProcessingException e) {
        closed.completeExceptionally(e);
      }
    }

    private void hear(Said segment) {
      said.add(segment);
      listener.accept(segment);
    }
  }
}
