package dev.earshot.gateway.dialect;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.stream.EndReason;
import dev.earshot.core.stream.StreamEvent;
import dev.earshot.core.stream.StreamEvent.Billed;
import dev.earshot.core.stream.StreamEvent.Heard;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.TranscriptEvent.SpeechEnded;
import dev.earshot.core.transcript.TranscriptEvent.SpeechStarted;
import dev.earshot.core.transcript.Word;
import dev.earshot.gateway.dialect.ClientEvent.Reason;
import dev.earshot.gateway.dialect.ClientEvent.Unusable;
import dev.earshot.gateway.dialect.Wish.Sounds;
import dev.earshot.gateway.dialect.deepgram.ListenEntrance;
import dev.earshot.gateway.dialect.device.DeviceEntrance;
import dev.earshot.gateway.dialect.openai.OpenAiEntrance;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// One conversation with a client that says anything: whatever it says is answered as a socket would, and
/// between two messages a recogniser has something to tell, as far as sound came.
///
/// A message that begins with `~` is binary: what follows.
final class AnyClient {
  static final Capabilities ENGINE = new Capabilities("sphinx", Set.of("en", "en-us"), true, true,
      Duration.ofSeconds(30), 6);
  private static final InstantSource CLOCK = InstantSource.fixed(
      Instant.parse("2026-11-24T12:00:00Z"));
  private static final List<Entrance> ENTRANCES = List.of(
      DeviceEntrance.withHeader(ENGINE, CLOCK),
      new ListenEntrance(ENGINE, CLOCK, ListenEntrance.MANNERS), new OpenAiEntrance(ENGINE));
  private static final Set<String> SIGNS_OF_LIFE = Set.of("ping", "pong");
  /// Whose first letter is none of an object's may be read no further.
  private static final Set<Reason> NO_MESSAGE = EnumSet.of(Reason.NOT_JSON, Reason.NOT_AN_OBJECT);
  private static final EndReason[] ENDS = EndReason.values();
  /// Of a close frame (RFC 6455 section 5.5).
  private static final int MOST_CLOSE_BYTES = 123;
  private static final int LONGEST_DETAIL = 1_000;
  /// A message says at most the whole state, in which a character may be six; and has words of its own.
  private static final int TIMES = 8;
  private static final int OWN_WORDS = 16 * 1024;

  private final Dialect dialect;
  private final boolean isDevice;
  private int channels;
  private AudioFormat format = AudioFormat.pcm16(16_000);
  private long samples;
  private long toldToMs;
  private int utterances;
  private long skipped;
  private long told;
  private boolean over;

  /// @param beta what a header says of OpenAI's beta
  /// @param preset what its token brings; empty for nothing
  AnyClient(String target, String beta, String preset) {
    var uri = new QueryStringDecoder(target);
    var wish = ENTRANCES.stream()
        .filter(entrance -> entrance.paths().contains(uri.path()))
        .findFirst()
        .orElseThrow()
        .open(new Request(uri.path(), uri.parameters(), Map.of("openai-beta", beta)));
    this.dialect = wish.dialect().apply(new StreamId(new UUID(1, 2)));
    this.isDevice = uri.path().startsWith("/v4/");
    if (!preset.isEmpty()) {
      dialect.preset(preset);
    }
    tell(dialect.greeting());
    switch (wish.sounds()) {
      case Sounds.Frames frames -> hears(frames.format(), frames.channels());
      case Sounds.Woven woven -> hears(woven.format(), woven.apart() ? woven.channels() : 1);
      case Sounds.Contained _,Sounds.Opus _,Sounds.Agreed _ -> { // what comes first will tell
      }
    }
  }

  void say(String messages) {
    var parts = messages.split("\t", -1);
    for (var i = 0; i < parts.length && !over; i++) {
      var before = told;
      if (parts[i].startsWith("~")) {
        var bytes = parts[i].getBytes(StandardCharsets.UTF_8);
        happens(dialect.read(ByteBuffer.wrap(bytes, 1, bytes.length - 1)), false);
      } else {
        hear(parts[i]);
      }
      words(i);
      check("told", told - before, (long) TIMES * messages.length() + OWN_WORDS);
    }
    end(ENDS[messages.length() % ENDS.length]);
  }

  private void hear(String text) {
    var event = dialect.read(text);
    var isSign = isDevice && SIGNS_OF_LIFE.contains(text);
    if (!isSign && StrictJson.isBroken(text)
        && !(event instanceof Unusable bad && NO_MESSAGE.contains(bad.reason()))) {
      throw new AssertionError("taken as " + event + " (expected: " + NO_MESSAGE + "): " + text);
    }
    happens(event, false);
  }

  private void happens(ClientEvent event, boolean isPart) {
    switch (event) {
      case ClientEvent.Sound(var bytes) -> came(bytes.remaining());
      case ClientEvent.SoundIs(var known) -> hears(known, 1);
      case ClientEvent.Flush(var channel) -> tell(dialect.write(
          heard(Math.max(channel, 0), new HeardTo(nowMs(), true))));
      case ClientEvent.Finish _ -> over = true;
      case ClientEvent.StillHere _ -> {
      }
      case ClientEvent.ShowsKey(var key) -> tell(dialect.keyLookedUp(key.isEmpty()));
      case ClientEvent.Several(var events) when isPart || events.size() > 4 ->
        throw new AssertionError("several: " + events + " (expected: at most 4, and none within)");
      case ClientEvent.Several(var events) -> events.forEach(one -> happens(one, true));
      case ClientEvent.Answered(var messages, var unusable) -> {
        tell(messages);
        unusable.forEach(this::skip);
      }
      case Unusable bad -> skip(bad);
    }
  }

  /// Of a container, what comes first says what it is.
  private void came(int bytes) {
    if (channels == 0) {
      hears(format, 1);
    }
    samples += format.codec() == Codec.PCM16 ? bytes / 2 : bytes;
  }

  private void hears(AudioFormat known, int many) {
    if (channels == 0) {
      format = known;
      channels = many;
      dialect.hears(known, many);
    }
  }

  private void skip(Unusable bad) {
    check("detail", bad.detail().length(), LONGEST_DETAIL);
    tell(dialect.skipped(bad, ++skipped));
  }

  /// A recogniser tells nothing of what has not come.
  private void words(int turn) {
    var now = nowMs();
    if (now <= toldToMs || over) {
      return;
    }
    tell(dialect.write(heard(0, switch (turn % 4) {
      case 0 -> new SpeechStarted(toldToMs);
      case 1 -> new Partial(utterances, toldToMs, now, "one two", 3);
      case 2 -> new SpeechEnded(now);
      default -> new Final(utterances++, toldToMs, now,
          List.of(new Word("one", toldToMs, now, 1), new Word("two", now, now, 0.5)));
    })));
    if (turn % 4 == 3) {
      toldToMs = now;
    }
  }

  private void end(EndReason why) {
    switch (why) {
      case FINISHED, CLIENT_CLOSED, IDLE, DRAINED -> tell(
          dialect.write(new Billed(nowMs(), nowMs())));
      default -> { // it is not said what it has cost
      }
    }
    var goodbye = dialect.goodbye(why);
    tell(goodbye.messages());
    check("goodbye", goodbye.text().getBytes(StandardCharsets.UTF_8).length, MOST_CLOSE_BYTES);
  }

  private StreamEvent heard(int channel, TranscriptEvent event) {
    return new Heard(channels > 1 ? channel : 0, event);
  }

  private long nowMs() {
    return format.millisOf(samples);
  }

  private void tell(List<String> messages) {
    for (var message : messages) {
      told += message.length();
      if (!(isDevice && SIGNS_OF_LIFE.contains(message))) {
        StrictJson.read(message);
      }
    }
  }

  private static void check(String what, long length, long most) {
    if (length > most) {
      throw new AssertionError(what + ": " + length + " (expected: <= " + most + ")");
    }
  }
}
