package dev.earshot.gateway.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.core.audio.WavFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Streams one recording to `/v4/listen` and hears the words, as a device does.
public final class DeviceClient {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int FRAME_MILLIS = 20;
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final URI gateway;
  private final String key;
  private final @Nullable SSLContext trust;

  /// A client of this gateway, that trusts whom the JDK trusts.
  ///
  /// @param gateway `ws://host:port` or `wss://host:port`
  public DeviceClient(URI gateway, String key) {
    this(gateway, key, null);
  }

  /// A client of this gateway.
  ///
  /// @param gateway `ws://host:port` or `wss://host:port`
  /// @param trust whom to believe that it is the gateway; null for whom the JDK trusts
  public DeviceClient(URI gateway, String key, @Nullable SSLContext trust) {
    this.gateway = gateway;
    this.key = key;
    this.trust = trust;
  }

  /// Streams the recording and waits for the last word.
  ///
  /// @param pace of the sound: 1 is as fast as it was spoken, 0 as fast as it is taken
  /// @return the close code and text of the gateway
  /// @throws IOException when the gateway cannot be reached or refuses; the message says why
  public String stream(WavFile recording, double pace, Duration lastWords, Listener listener)
      throws IOException, InterruptedException {
    var ears = new Ears(listener);
    try (var http = http()) {
      var socket = connect(http, recording, ears);
      try {
        send(socket, recording, pace, ears, listener);
        return ears.closed.get(lastWords.toMillis(), TimeUnit.MILLISECONDS);
      } finally {
        socket.abort(); // the client's close would wait for one that was not closed; else nothing
      }
    } catch (TimeoutException e) {
      throw new IOException("last word: not within " + lastWords.toSeconds()
          + " s (expected: a close of the gateway)", e);
    } catch (ExecutionException e) {
      throw new IOException("connection: lost: " + e.getCause(), e);
    }
  }

  private HttpClient http() {
    var builder = HttpClient.newBuilder().connectTimeout(CONNECT);
    return trust == null ? builder.build() : builder.sslContext(trust).build();
  }

  private WebSocket connect(HttpClient http, WavFile recording, Ears ears) throws IOException {
    var uri = URI.create(gateway + "/v4/listen?codec=pcm16&channels=1&language=en&sample_rate="
        + recording.format().sampleRateHz());
    try {
      return http.newWebSocketBuilder()
          .connectTimeout(CONNECT)
          .header("Authorization", "Bearer " + key)
          .buildAsync(uri, ears)
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        throw new IOException("gateway " + gateway + ": refused with HTTP "
            + refused.getResponse().statusCode(), e);
      }
      throw new IOException("gateway " + gateway + ": cannot be reached: " + e.getCause(), e);
    }
  }

  /// Frames leave on an absolute schedule: one that was late does not make the next ones late.
  private static void send(WebSocket socket, WavFile recording, double pace, Ears ears,
      Listener listener) throws InterruptedException {
    var frameBytes = recording.format().sampleRateHz() * FRAME_MILLIS / 1_000 * 2;
    var start = System.nanoTime();
    for (var at = 0; at < recording.pcm().length && !ears.closed.isDone(); at += frameBytes) {
      var millis = at / frameBytes * (long) FRAME_MILLIS;
      if (pace > 0) {
        var due = start + (long) (millis * 1_000_000 / pace);
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      }
      var length = Math.min(frameBytes, recording.pcm().length - at);
      socket.sendBinary(ByteBuffer.wrap(recording.pcm(), at, length), true)
          .exceptionally(_ -> socket)
          .join();
      listener.sent(Math.min(recording.millis(), millis + FRAME_MILLIS));
    }
    socket.sendText("{\"type\":\"finish\"}", true).exceptionally(_ -> socket).join();
  }

  /// Reads what comes: segments, events, the close.
  private static final class Ears implements WebSocket.Listener {
    private final Listener listener;
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();

    private Ears(Listener listener) {
      this.listener = listener;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        var message = text.toString();
        text.setLength(0);
        read(message);
      }
      socket.request(1);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.complete(code + " " + reason);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      closed.completeExceptionally(error);
    }

    private void read(String message) {
      if (message.equals("ping")) {
        return;
      }
      try {
        var json = JSON.readTree(message);
        if (json.isArray()) {
          json.forEach(this::segment);
        } else {
          event(json, message);
        }
      } catch (JsonProcessingException e) {
        closed.completeExceptionally(e);
      }
    }

    private void segment(JsonNode segment) {
      listener.segment(segment.path("id").asText(), segment.path("text").asText(),
          segment.path("is_final").asBoolean());
    }

    private void event(JsonNode json, String message) {
      if (json.path("type").asText().equals("segments_deleted")) {
        json.path("segment_ids").forEach(id -> listener.deleted(id.asText()));
      } else {
        listener.event(json.path("type").asText(), message);
      }
    }
  }
}
