package dev.earshot.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.wire.Until;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/// Somebody who speaks without a pause, in real time, until told to stop. What is sent is silence; the
/// scripted recogniser has a word for each second of it.
final class Speaker implements AutoCloseable {
  private static final int FRAME_MS = 100;
  private static final byte[] FRAME = new byte[FRAME_MS * 16 * 2];
  private static final Duration OPEN = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final AtomicReference<String> end = new AtomicReference<>("");
  private final AtomicLong sentMs = new AtomicLong();
  private final WebSocket socket;
  private final Disposable speaking;

  /// Collects what is said to it.
  private final class Ears implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        heard.add(message.toString());
        message.setLength(0);
      }
      return WebSocket.Listener.super.onText(from, data, last);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      end.set(code + " " + reason);
      return WebSocket.Listener.super.onClose(from, code, reason);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      end.compareAndSet("", "lost: " + error);
    }
  }

  private Speaker(int port, String key) {
    this.socket = http.newWebSocketBuilder()
        .header("Authorization", "Bearer " + key)
        .buildAsync(
            URI.create("ws://127.0.0.1:" + port + "/v4/listen?codec=pcm16&sample_rate=16000"),
            new Ears())
        .orTimeout(OPEN.toSeconds(), TimeUnit.SECONDS)
        .join();
    await("ready", text -> text.contains("\"ready\""));
    this.speaking = Flux.interval(Duration.ofMillis(FRAME_MS), Schedulers.boundedElastic())
        .onBackpressureBuffer() // a late frame is sent all the same
        .takeWhile(_ -> end.get().isEmpty())
        .subscribe(_ -> speak());
  }

  /// Begins to speak.
  static Speaker at(int port, String key) {
    return new Speaker(port, key);
  }

  private void speak() {
    try {
      socket.sendBinary(ByteBuffer.wrap(FRAME), true).join();
      sentMs.addAndGet(FRAME_MS);
    } catch (RuntimeException e) {
      end.compareAndSet("", "lost: " + e.getMessage());
    }
  }

  long sentMs() {
    return sentMs.get();
  }

  /// Everything that was said to it until now.
  List<String> heard() {
    return heard;
  }

  /// How the connection ended; empty while it is open.
  String end() {
    return end.get();
  }

  /// Speaks on for so long.
  void on(Duration time) {
    var until = sentMs() + time.toMillis();
    Until.holds(() -> sentMs() >= until || !end().isEmpty(), time.plus(OPEN));
  }

  /// Waits for a message.
  void await(String what, Predicate<String> fits) {
    Until.holds(() -> heard.stream().anyMatch(fits), OPEN);
    assertThat(heard).as(what).anyMatch(fits);
  }

  /// Waits for a message that had not come when this is asked.
  void awaitNew(String part) {
    var before = heard.size();
    Until.holds(
        () -> heard.subList(before, heard.size()).stream().anyMatch(said -> said.contains(part)),
        OPEN);
  }

  /// Stops, asks for the last words and waits for the close.
  ///
  /// @return how long it has spoken
  long finish() {
    speaking.dispose();
    Until.holds(() -> true, OPEN);
    socket.sendText("{\"type\":\"finish\"}", true).join();
    Until.holds(() -> !end().isEmpty(), OPEN);
    return sentMs();
  }

  @Override
  public void close() {
    speaking.dispose();
    socket.abort();
    http.shutdownNow();
  }
}
