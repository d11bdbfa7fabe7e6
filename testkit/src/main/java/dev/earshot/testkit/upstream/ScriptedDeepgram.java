package dev.earshot.testkit.upstream;

import dev.earshot.testkit.upstream.SentinelEar.Said;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Deepgram's `/v1/listen` as it documents it (facts: wire-protocols A), for linear16 and for packets of Opus,
/// one a message, at 16 kHz: a guess for every half second of sound, a final where speech stops and every three seconds at the latest, ranges
/// that tile the stream. It never answers a Finalize that finds nothing buffered.
public final class ScriptedDeepgram implements Protocol {
  private static final long GUESS = 8_000;
  private static final long FINAL = 48_000;
  private static final double RATE = 16_000;

  private final String key;
  private final Consumer<byte[]> packets;

  /// One that lets this key in.
  public ScriptedDeepgram(String key) {
    this(key, _ -> {});
  }

  /// One that lets this key in.
  ///
  /// @param packets hears each packet as it comes, on the thread of its call
  public ScriptedDeepgram(String key, Consumer<byte[]> packets) {
    this.key = key;
    this.packets = packets;
  }

  @Override
  public Fault.@Nullable Answer refuses(Call call) {
    var query = call.query();
    if (!call.path().equals("/v1/listen")) {
      return new Fault.Answer(404);
    }
    if (!("Token " + key).equalsIgnoreCase(call.headers().get("authorization"))) {
      return new Fault.Answer(401, java.util.Map.of("dg-error", "Invalid credentials."),
          "{\"err_code\":\"INVALID_AUTH\",\"err_msg\":\"Invalid credentials.\"}");
    }
    var isSound = (isOpus(call) || "linear16".equals(query.get("encoding")))
        && "16000".equals(query.get("sample_rate"));
    return isSound && query.containsKey("model") ? null : new Fault.Answer(400);
  }

  @Override
  public Conversation begin(Call call, ServerLine line) {
    return new Listening(line, "true".equals(call.query().get("interim_results")),
        "true".equals(call.query().get("vad_events")), isOpus(call) ? packets : null);
  }

  private static boolean isOpus(Call call) {
    return "opus".equals(call.query().get("encoding"));
  }

  private static final class Listening implements Conversation {
    private final ServerLine line;
    private final boolean guesses;
    private final boolean tellsSpeech;
    private final SentinelEar ear = new SentinelEar();
    private long start;
    private long guessed;
    private final @Nullable Consumer<byte[]> packets;
    private boolean over;

    Listening(ServerLine line, boolean guesses, boolean tellsSpeech,
        @Nullable Consumer<byte[]> packets) {
      this.packets = packets;
      this.line = line;
      this.guesses = guesses;
      this.tellsSpeech = tellsSpeech;
    }

    @Override
    public void bytes(byte[] bytes) {
      if (over) {
        return;
      }
      if (bytes.length == 0) {
        close();
        return;
      }
      var pcm = bytes;
      if (packets != null) {
        packets.accept(bytes);
        pcm = OpusEar.hear(bytes);
        if (pcm == null) {
          line.close(1008, "DATA-0000");
          return;
        }
      }
      var wasQuiet = ear.open().isEmpty() && ear.isSilent();
      var begins = ear.hear(pcm);
      if (tellsSpeech && begins && wasQuiet) {
        line.say("{\"type\":\"SpeechStarted\",\"channel\":[0,1],\"timestamp\":%s}".formatted(
            seconds(ear.open().getFirst().from())));
      }
      line.heard(ear.heard());
      var stops = ear.isSilent() && !ear.open().isEmpty();
      if (ear.heard() - start >= FINAL || stops) {
        settle(stops, false);
      } else if (guesses && ear.heard() - guessed >= GUESS) {
        guessed = ear.heard();
        results(ear.open(), false, false, false);
      }
    }

    @Override
    public void text(String text) {
      var type = text.replaceAll(".*\"type\"\\s*:\\s*\"(\\w+)\".*", "$1");
      switch (type) {
        case "KeepAlive" -> {
        }
        case "Finalize" -> {
          if (ear.heard() > start && !(line.fault() instanceof Fault.NoFlush)) {
            settle(false, true);
          }
        }
        case "CloseStream" -> close();
        default -> line.close(1008, "DATA-0000");
      }
    }

    private void close() {
      if (over || line.fault() instanceof Fault.NoEnd) {
        return;
      }
      over = true;
      if (ear.heard() > start) {
        settle(false, false);
      }
      line.say("{\"type\":\"Metadata\",\"transaction_key\":\"deprecated\",\"request_id\":\"r\","
          + "\"sha256\":\"\",\"created\":\"2026-01-01T00:00:00.000Z\",\"duration\":"
          + seconds(ear.heard()) + ",\"channels\":1}");
      if (line.fault() instanceof Fault.TalksOn) {
        results(List.of(new Said("late", 0, ear.heard())), true, true, false);
      }
      line.close(1000, "");
    }

    private void settle(boolean speechFinal, boolean fromFinalize) {
      results(ear.take(), true, speechFinal, fromFinalize);
      start = ear.heard();
      guessed = start;
    }

    private void results(List<Said> said, boolean isFinal, boolean speechFinal,
        boolean fromFinalize) {
      var words = said.stream()
          .map(one -> "{\"word\":\"%s\",\"start\":%s,\"end\":%s,\"confidence\":0.99}".formatted(
              one.word(), seconds(one.from()), seconds(one.to())))
          .collect(Collectors.joining(","));
      line.say("{\"type\":\"Results\",\"channel_index\":[0,1],\"start\":%s,\"duration\":%s,"
          .formatted(seconds(start), seconds(ear.heard() - start))
          + "\"is_final\":%s,\"speech_final\":%s,\"from_finalize\":%s,".formatted(isFinal,
              speechFinal, fromFinalize)
          + "\"channel\":{\"alternatives\":[{\"transcript\":\"%s\",\"confidence\":0.99,"
              .formatted(said.stream().map(Said::word).collect(Collectors.joining(" ")))
          + "\"words\":[" + words + "]}]},\"metadata\":{\"request_id\":\"r\"}}");
    }

    private static String seconds(long samples) {
      return String.format(Locale.ROOT, "%.6f", samples / RATE);
    }
  }
}
