package dev.earshot.gateway.dialect.deepgram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.stream.StreamEvent.Billed;
import dev.earshot.core.stream.StreamEvent.Heard;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.TranscriptEvent.SpeechEnded;
import dev.earshot.core.transcript.TranscriptEvent.SpeechStarted;
import dev.earshot.core.transcript.Word;
import dev.earshot.gateway.dialect.deepgram.Options.Model;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Ranges that lie behind each other without a gap, whatever a recogniser says in whatever order, on
/// every channel; and what several channels are told.
class TimeLineTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern EXPONENT = Pattern.compile("[0-9]E-?[0-9]");
  private static final int RATE = 16_000;

  static List<Integer> seeds() {
    return java.util.stream.IntStream.range(0, 200).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void results_ofAnyRecogniser_tileTheTime(int seed) {
    var random = new Random(seed);
    var channels = 1 + random.nextInt(3);
    var dialect = dialect(channels, random);
    var speaker = new Speaker(random);
    var heard = 0L;
    var told = new ArrayList<String>();
    for (var i = 0; i < 60; i++) {
      var channel = random.nextInt(channels);
      if (random.nextInt(10) == 0) {
        dialect.read("{\"type\":\"Finalize\",\"channel\":" + channel + "}");
      }
      for (var event : speaker.next(channel)) {
        told.addAll(dialect.write(new Heard(channel, event)));
      }
      heard = Math.max(heard, speaker.now(channel));
    }
    var total = heard + random.nextInt(2_000);
    dialect.read(ByteBuffer.allocate(Math.toIntExact(total * RATE / 1_000) * 2 * channels));
    told.addAll(dialect.write(new Billed(total)));

    assertThat(told).noneMatch(text -> EXPONENT.matcher(text).find());
    for (var channel = 0; channel < channels; channel++) {
      checkTiles(told.stream().map(TimeLineTest::json).toList(), channel, total);
    }
    assertThat(json(told.getLast()).path("type").asText()).isEqualTo("Metadata");
    assertThat(json(told.getLast()).path("channels").asInt()).isEqualTo(channels);
  }

  private static void checkTiles(List<JsonNode> told, int channel, long totalMs) {
    var cursor = 0L;
    for (var message : told) {
      if (message.path("channel_index").path(0).asInt(-1) != channel) {
        continue;
      }
      var from = ms(message.path("start"));
      var to = from + ms(message.path("duration"));
      assertThat(from).isEqualTo(cursor);
      assertThat(to).isGreaterThanOrEqualTo(from);
      for (var word : message.at("/channel/alternatives/0/words")) {
        assertThat(ms(word.path("start"))).isBetween(from, to);
        assertThat(ms(word.path("end"))).isBetween(ms(word.path("start")), to);
      }
      for (var name : List.of("is_final", "speech_final", "from_finalize")) {
        assertThat(message.path(name).isBoolean()).as(name).isTrue();
      }
      if (message.path("is_final").asBoolean()) {
        cursor = to;
      }
    }
    assertThat(cursor).isEqualTo(totalMs);
  }

  @Test
  void finalize_ofOneChannel_isAnsweredByIt() {
    var dialect = dialect(2, new Random(0));
    dialect.read("{\"type\":\"Finalize\",\"channel\":1}");

    var first = dialect
        .write(new Heard(0, new Final(0, 0, 900, List.of(new Word("a", 0, 900, 1)))));
    var second = dialect.write(new Heard(1, new HeardTo(1_000, true)));

    assertThat(json(first.getFirst()).path("from_finalize").asBoolean()).isFalse();
    assertThat(json(second.getFirst()).path("from_finalize").asBoolean()).isTrue();
    assertThat(json(second.getFirst()).path("channel_index").toString()).isEqualTo("[1,2]");
  }

  /// A plan may charge each channel; the sound lasts as long as it lasts all the same.
  @Test
  void billed_eachChannel_lastsAsLongAsItsSound() {
    var dialect = dialect(2, new Random(0));
    dialect.read(ByteBuffer.allocate(RATE * 2 * 2));

    var told = dialect.write(new Billed(2_000, 1_000)).stream().map(TimeLineTest::json).toList();

    assertThat(told).extracting(message -> message.path("duration").asText())
        .containsExactly("1.0", "1.0", "2.0");
  }

  private static DeepgramDialect dialect(int channels, Random random) {
    var endpointing = new int[]{Pauses.OFF, 10, 700, 2_000}[random.nextInt(4)];
    var dialect = new DeepgramDialect(new StreamId(new UUID(1, 2)),
        new Options(true, endpointing, random.nextBoolean() ? 1_000 : WordGaps.OFF,
            random.nextBoolean(), true, new Model("m", "v", "a"), List.of(),
            new LinkedHashMap<>()),
        Instant.EPOCH);
    dialect.hears(AudioFormat.pcm16(RATE), channels);
    return dialect;
  }

  private static long ms(JsonNode seconds) {
    return Math.round(seconds.asDouble() * 1_000);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  /// Somebody on each channel who speaks and is silent, as a recogniser tells it: some say when speech
  /// begins and ends, before or behind the words of it, some do not.
  private static final class Speaker {
    private final Random random;
    private final long[] now = new long[3];
    private long utterance;

    Speaker(Random random) {
      this.random = random;
    }

    long now(int channel) {
      return now[channel];
    }

    List<TranscriptEvent> next(int channel) {
      return switch (random.nextInt(4)) {
        case 0 -> silence(channel, false);
        case 1 -> silence(channel, true);
        default -> speech(channel);
      };
    }

    private List<TranscriptEvent> silence(int channel, boolean asked) {
      now[channel] += random.nextInt(5_000);
      return List.of(new HeardTo(now[channel], asked));
    }

    private List<TranscriptEvent> speech(int channel) {
      var from = now[channel] + random.nextInt(2_000);
      var words = new ArrayList<Word>();
      var to = from;
      for (var i = random.nextInt(4); i > 0; i--) {
        var end = to + 1 + random.nextInt(600);
        words.add(new Word("w\"" + i, to, end, random.nextDouble()));
        to = end + random.nextInt(50);
      }
      now[channel] = to;
      var events = new ArrayList<TranscriptEvent>();
      var tells = random.nextInt(3);
      if (tells > 0) {
        events.add(new SpeechStarted(from));
      }
      for (var i = random.nextInt(3); i > 0; i--) {
        events.add(new Partial(utterance, from, from + random.nextInt(3_000), "a guess " + i));
      }
      var said = new Final(utterance++, from, to, words);
      if (tells == 1) {
        events.add(new SpeechEnded(to));
        events.add(said);
      } else {
        events.add(said);
        if (tells == 2) {
          events.add(new SpeechEnded(to));
        }
      }
      return events;
    }
  }
}
