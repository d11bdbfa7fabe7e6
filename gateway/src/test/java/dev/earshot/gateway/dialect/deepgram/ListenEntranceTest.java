package dev.earshot.gateway.dialect.deepgram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import dev.earshot.core.container.Sniffer;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.gateway.dialect.BadRequestException;
import dev.earshot.gateway.dialect.Refusal;
import dev.earshot.gateway.dialect.Request;
import dev.earshot.gateway.dialect.Wish;
import dev.earshot.gateway.dialect.Wish.Credential;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenEntranceTest {
  private static final String SOUND = "encoding=linear16&sample_rate=16000";
  private static final String SESSION = "x-deepgram-session-id, 0b5f5c7c-35f5-4b43-8b4e-0f2a2bb2a1f3";

  private final ListenEntrance entrance = new ListenEntrance(
      new Capabilities("sphinx", Set.of("en", "en-us"), true, true, Duration.ofSeconds(30), 6),
      InstantSource.fixed(Instant.EPOCH), ListenEntrance.MANNERS);

  @Test
  void open_asTheSdkAsks_hasSoundAndLanguage() {
    var wish = open("model=nova-3&language=en-US&encoding=linear16&sample_rate=48000&channels=1"
        + "&interim_results=true&endpointing=300&utterance_end_ms=1000&vad_events=true"
        + "&smart_format=true&punctuate=true&diarize=true&multichannel=false&keyterm=foo%20bar"
        + "&keyterm=b+c&tag=t1&tag=t2&mip_opt_out=true&extra=k%3Av&redact=pci&redact=ssn");

    assertThat(wish.sounds())
        .isEqualTo(new Wish.Sounds.Frames(AudioFormat.pcm16(48_000), 1));
    assertThat(wish.language()).isEqualTo("en-us");
    assertThat(wish.manners().endsWhenExhausted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"endpointing=false", "endpointing=true", "endpointing=0",
      "endpointing=10000", "interim_results=True", "invented=yes", "invented=1&invented=2",
      "language=en", "smart_format=false", "keywords=a:2&keywords=b:-1", "extra=a:", "extra=a::b",
      "callback_url=x", "diarize_model=latest", "replace=a:b", "version=latest", "Model=x"})
  void open_good_isAccepted(String more) {
    assertThatCode(() -> open(SOUND + "&" + more)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"endpointing=-1", "endpointing=60001", "endpointing=soon",
      "endpointing=1.5", "endpointing=", "utterance_end_ms=999", "utterance_end_ms=60001",
      "utterance_end_ms=true", "interim_results=yes", "interim_results=",
      "interim_results=true&interim_results=true", "vad_events=1", "multichannel=2", "channels=0",
      "channels=21", "channels=x", "smart_format=maybe", "mip_opt_out=", "model=", "version=",
      "language=", "language=english!", "language=de", "language=multi", "extra=novalue",
      "extra=:v", "tag=", "keyterm=", "callback=https%3A%2F%2Fx%2Fy", "callback_method=PUT"})
  void open_bad_isRefusedByItsName(String more) {
    assertThatExceptionOfType(BadRequestException.class).isThrownBy(() -> open(SOUND + "&" + more))
        .satisfies(refused -> assertThat(refused.problems()).singleElement()
            .satisfies(problem -> assertThat(more).startsWith(problem.name())));
  }

  @ParameterizedTest
  @CsvSource({"linear16, PCM16", "linear32, FLOAT32", "mulaw, MULAW", "alaw, ALAW"})
  void open_rawEncoding_isItsCodec(String encoding, Codec codec) {
    assertThat(open("sample_rate=8000&encoding=" + encoding).sounds())
        .isEqualTo(new Wish.Sounds.Frames(new AudioFormat(codec, 8_000), 1));
  }

  @ParameterizedTest
  @CsvSource({"encoding=linear16&channels=2, true, Woven",
      "encoding=mulaw&channels=20, false, Woven",
      "encoding=linear32&channels=1, true, Frames"})
  void open_rawOfSeveralChannels_isWoven(String query, boolean apart, String kind) {
    var sounds = open("sample_rate=8000&" + query + "&multichannel=" + apart).sounds();

    assertThat(sounds.getClass().getSimpleName()).isEqualTo(kind);
    if (sounds instanceof Wish.Sounds.Woven woven) {
      assertThat(woven.apart()).isEqualTo(apart);
      assertThat(query).endsWith("channels=" + woven.channels());
    }
  }

  @ParameterizedTest
  @CsvSource({"model=x, ", "model=x&sample_rate=16000&channels=2, ", "encoding=flac, FLAC",
      "encoding=flac&sample_rate=44100, FLAC", "encoding=ogg-opus, OGG",
      "encoding=OGG-OPUS&sample_rate=48000&channels=2, OGG"})
  void open_container_saysItsRateAndChannelsItself(String query, Sniffer.@Nullable Kind expected) {
    assertThat(open(query).sounds()).isEqualTo(new Wish.Sounds.Contained(expected, false));
    assertThat(open(query + "&multichannel=true").sounds())
        .isEqualTo(new Wish.Sounds.Contained(expected, true));
  }

  @ParameterizedTest
  @CsvSource({"'', 48000, 1, false", "&sample_rate=16000&channels=2, 16000, 2, false",
      "&sample_rate=44100&channels=2&multichannel=true, 48000, 2, true"})
  void open_opus_isPacketsOrAContainer(String more, int rate, int channels, boolean apart) {
    assertThat(open("encoding=opus" + more).sounds()).isEqualTo(
        new Wish.Sounds.Opus(new AudioFormat(Codec.OPUS_FS320, rate), channels, apart));
  }

  @ParameterizedTest
  @ValueSource(strings = {"encoding=opus&channels=3", "channels=21", "encoding=flac&channels=0",
      "encoding=ogg-opus&sample_rate=0", "sample_rate=x", "encoding=opus&sample_rate=192001",
      "encoding=linear16&sample_rate=16000&channels=21"})
  void open_numberOutOfRange_isRefusedWhateverComes(String query) {
    assertThatExceptionOfType(BadRequestException.class).isThrownBy(() -> open(query))
        .satisfies(refused -> assertThat(refused.problems()).singleElement()
            .satisfies(problem -> assertThat(query).contains(problem.name())));
  }

  /// As SDKs and plugins ask: JavaScript 3, 4 and 5, Python, LiveKit, Pipecat, telephone bridges, pages.
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      model=nova-2&language=en-US&smart_format=true&encoding=linear16&sample_rate=16000&channels=1 \
      &interim_results=true&utterance_end_ms=1000&vad_events=true&endpointing=300 \
      &keywords=earshot:2&keywords=gate+way:1.5                                     | Frames
      model=nova-3&keyterm=a+b&punctuate=true&encoding=linear16&sample_rate=48000 \
      &no_delay=true&tag=t1                                                         | Frames
      model=nova-3&language=en-US&interim_results=true&smart_format=true            | Contained
      model=nova-3-general&language=en&encoding=linear16&sample_rate=16000 \
      &channels=1&interim_results=true&smart_format=false&punctuate=true \
      &profanity_filter=true&vad_events=false                                       | Frames
      channels=1&encoding=linear16&interim_results=True&language=en&model=nova-3 \
      &punctuate=True&sample_rate=24000&smart_format=True                           | Frames
      model=nova-3&punctuate=true&smart_format=false&no_delay=true \
      &interim_results=true&encoding=linear16&vad_events=true&sample_rate=16000 \
      &channels=1&endpointing=25&filler_words=true&profanity_filter=false \
      &numerals=false&mip_opt_out=false&keywords=word%3A1.5&language=en-US           | Frames
      model=nova-2-phonecall&encoding=mulaw&sample_rate=8000&channels=2 \
      &multichannel=true&endpointing=false&language=en-US&interim_results=true      | Woven
      model=nova-2-phonecall&encoding=mulaw&sample_rate=8000                        | Frames
      encoding=opus&sample_rate=48000&channels=2&model=nova-2&language=en           | Opus
      encoding=ogg-opus&sample_rate=48000&model=nova-2&detect_language=false        | Contained
      model=nova-3-medical&version=2025-01&redact=pci&redact=numbers \
      &search=a+b&replace=a%3Ab&paragraphs=true&utterances=true&extra=a:b           | Contained
      """)
  void open_asOthersAsk_isAccepted(String query, String sounds) {
    assertThat(open(query.replaceAll("\\s", "")).sounds().getClass().getSimpleName())
        .isEqualTo(sounds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"amr-nb", "amr-wb", "speex", "g729", "mp3", "webm", "wav", ""})
  void open_encodingThatNobodyDecodes_isRefused(String encoding) {
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> open("sample_rate=16000&encoding=" + encoding))
        .withMessageStartingWith("encoding: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&sample_rate=", "&sample_rate=0", "&sample_rate=16k",
      "&sample_rate=16001", "&sample_rate=99999999999"})
  void open_rateMissingOrBad_isRefused(String rate) {
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> open("encoding=linear16" + rate))
        .satisfies(refused -> assertThat(refused.problems()).extracting(
            BadRequestException.Problem::name).containsExactly("sample_rate"));
  }

  @Test
  void open_manyProblems_tellsThemAll() {
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> open("vad_events=x&callback=y&endpointing=z&encoding=mp3&channels=x"))
        .satisfies(refused -> assertThat(refused.problems()).extracting(
            BadRequestException.Problem::name)
            .containsExactlyInAnyOrder("vad_events", "callback",
                "endpointing", "encoding", "channels"));
  }

  @ParameterizedTest
  @CsvSource({"tag, 128, 1, true", "tag, 129, 1, false", "tag, 1, 32, true", "tag, 1, 33, false",
      "keyterm, 512, 1, true", "keyterm, 513, 1, false", "keyterm, 5, 200, true",
      "keyterm, 5, 201, false", "extra, 2046, 1, true", "extra, 2047, 1, false",
      "extra, 62, 32, true", "extra, 63, 32, false"})
  void open_longOrMany_isBounded(String name, int length, int times, boolean good) {
    var value = (name.equals("extra") ? "k:" : "") + "x".repeat(length);
    var more = IntStream.range(0, times)
        .mapToObj(_ -> "&" + name + "=" + value)
        .collect(Collectors.joining());

    if (good) {
      assertThatCode(() -> open(SOUND + more)).doesNotThrowAnyException();
    } else {
      assertThatExceptionOfType(BadRequestException.class).isThrownBy(() -> open(SOUND + more));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Token KEY", "token KEY", "TOKEN KEY", "Bearer KEY", "bearer KEY",
      "Token  KEY"})
  void open_keyInTheHeader_isShown(String header) {
    var wish = open(SOUND, Map.of("authorization", header));

    assertThat(wish.key()).isEqualTo(new Credential.Shown("KEY"));
    assertThat(wish.subprotocol()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"KEY", "Token", "Token ", "Basic KEY", "Token KEY more",
      "Token KEY, Token OTHER"})
  void open_headerOfAnotherForm_showsNoKey(String header) {
    assertThat(open(SOUND, Map.of("authorization", header)).key())
        .isEqualTo(new Credential.Missing());
  }

  @ParameterizedTest
  @CsvSource({"'token, KEY', token", "'bearer,KEY', bearer", "'Token, KEY', Token",
      "'token, KEY, " + SESSION + "', token", "'" + SESSION + ", token, KEY', token"})
  void open_keyAmongTheSubprotocols_isShownAndTheNameSpokenBack(String offered, String spoken) {
    var wish = open(SOUND, Map.of("sec-websocket-protocol", offered));

    assertThat(wish.key()).isEqualTo(new Credential.Shown("KEY"));
    assertThat(wish.subprotocol()).isEqualTo(spoken);
  }

  @ParameterizedTest
  @CsvSource({"token, token", "'token,', token", "'chat, other', "})
  void open_subprotocolsWithoutAKey_showNone(String offered, @Nullable String spoken) {
    var wish = open(SOUND, Map.of("sec-websocket-protocol", offered));

    assertThat(wish.key()).isEqualTo(new Credential.Missing());
    assertThat(wish.subprotocol()).isEqualTo(spoken);
  }

  @Test
  void refuse_badRequest_tellsItInHeaderAndJson() {
    var reply = entrance.refuse(
        Refusal.BadRequest.with("model", "a\r\nset-cookie: x\u20ac\"", "a name"), "id-1");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.headers()).containsEntry("dg-request-id", "id-1")
        .containsEntry("dg-error", "model: a??set-cookie: x?\" (expected: a name)");
    assertThat(reply.body()).isEqualTo("{\"err_code\":\"Bad Request\",\"err_msg\":"
        + "\"model: a\\r\\nset-cookie: x\u20ac\\\" (expected: a name)\",\"request_id\":\"id-1\"}");
  }

  @ParameterizedTest
  @CsvSource({"401, INVALID_AUTH", "402, ASR_PAYMENT_REQUIRED", "403, INSUFFICIENT_PERMISSIONS",
      "426, UPGRADE_REQUIRED", "429, TOO_MANY_REQUESTS", "503, SERVICE_UNAVAILABLE"})
  void refuse_everyReason_hasItsCode(int status, String code) {
    var why = switch (status) {
      case 401 -> new Refusal.NotKnown(Refusal.NotKnown.Why.EXPIRED);
      case 402 -> new Refusal.NoCredit();
      case 403 -> new Refusal.NotAllowed("scope: listen (expected: mint)");
      case 426 -> new Refusal.NoUpgrade();
      case 429 ->
        new Refusal.TooMany("streams: 2 open (expected: fewer)", Duration.ofMillis(4_001));
      default -> new Refusal.Busy("memory: 99 %", Duration.ofSeconds(5));
    };
    var reply = entrance.refuse(why, "id-1");

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.body()).startsWith("{\"err_code\":\"" + code + "\"");
    assertThat(reply.headers().get("retry-after"))
        .isEqualTo(status == 429 || status == 503 ? "5" : null);
  }

  private Wish open(String query) {
    return open(query, Map.of());
  }

  private Wish open(String query, Map<String, String> headers) {
    var parameters = new LinkedHashMap<String, List<String>>();
    for (var pair : query.split("&", -1)) {
      var parts = pair.split("=", 2);
      parameters.computeIfAbsent(parts[0], _ -> new ArrayList<>())
          .add(URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return entrance.open(new Request("/v1/listen", parameters, headers));
  }
}
