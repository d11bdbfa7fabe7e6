package dev.earshot.gateway.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.stream.EndReason;
import dev.earshot.gateway.dialect.ClientEvent.Reason;
import dev.earshot.gateway.dialect.ClientEvent.Several;
import dev.earshot.gateway.dialect.ClientEvent.Sound;
import dev.earshot.gateway.dialect.ClientEvent.SoundIs;
import dev.earshot.gateway.dialect.ClientEvent.Unusable;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What a client may say, in whatever order of fields, and what it may not.
class MessagesTest {
  private static final int MOST = 15 * 1024 * 1024;

  static Stream<Arguments> unusable() {
    return Stream.of(
        Arguments.of("", Reason.NOT_JSON, "invalid_json"),
        Arguments.of("{\"type\":", Reason.NOT_JSON, "invalid_json"),
        Arguments.of("{} {}", Reason.NOT_JSON, "invalid_json"),
        Arguments.of("[]", Reason.NOT_AN_OBJECT, "invalid_json"),
        Arguments.of("7", Reason.NOT_AN_OBJECT, "invalid_json"),
        Arguments.of("{\"type\":\"a\",\"b\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
            Reason.NOT_JSON, "invalid_json"),
        Arguments.of("{}", Reason.UNKNOWN_TYPE, "missing_required_parameter"),
        Arguments.of("{\"type\":7}", Reason.UNKNOWN_TYPE, "missing_required_parameter"),
        Arguments.of("{\"type\":\"response.create\"}", Reason.UNKNOWN_TYPE, "invalid_value"),
        Arguments.of("{\"type\":\"conversation.item.create\",\"item\":{}}", Reason.UNKNOWN_TYPE,
            "invalid_value"),
        Arguments.of(append("\"?!\""), Reason.BAD_FIELD, "invalid_base64"),
        Arguments.of(append("\"AAA=AA\""), Reason.BAD_FIELD, "invalid_base64"),
        Arguments.of(append("\"AAAA"), Reason.NOT_JSON, "invalid_json"),
        Arguments.of(append("\"\""), Reason.BAD_FIELD, "invalid_value"),
        Arguments.of(append("[1,2]"), Reason.BAD_FIELD, "invalid_value"),
        Arguments.of("{\"type\":\"input_audio_buffer.append\"}", Reason.BAD_FIELD,
            "invalid_value"));
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void read_whatCannotBeUsed_isCountedAndToldWithItsCode(String text, Reason reason, String code) {
    var talker = new Talker().says(text);

    assertThat(((Unusable) talker.meant().getFirst()).reason()).isEqualTo(reason);
    assertThat(talker.last().path("type").asText() + " "
        + talker.last().path("error").path("code").asText()).isEqualTo("error " + code);
    assertThat(talker.skipped()).isOne();
  }

  @Test
  void read_soundThatIsNoBase64_isToldWithItsEventId_whereverThatStands() {
    var talker = new Talker().says(
        "{\"audio\":\"?\",\"event_id\":\"e9\",\"type\":\"input_audio_buffer.append\"}");

    assertThat(talker.last().at("/error/event_id").asText()).isEqualTo("e9");
  }

  @Test
  void read_append_isSound_andTheFirstSaysWhatItIs() {
    var talker = new Talker();
    var message = append("\"" + Base64.getEncoder().encodeToString(new byte[]{1, 2, 3, 4}) + "\"");

    assertThat(talker.dialect().read(message)).isInstanceOfSatisfying(Several.class,
        several -> assertThat(several.events()).hasExactlyElementsOfTypes(SoundIs.class,
            Sound.class));
    assertThat(talker.dialect().read(message)).isEqualTo(
        new Sound(ByteBuffer.wrap(new byte[]{1, 2, 3, 4})));
  }

  @Test
  void read_appendWithTheTypeLast_isSound() {
    var event = new Talker().appends(20)
        .dialect()
        .read(
            "{\"x\":{\"audio\":\"?\"},\"audio\":\"AQID\",\"type\":\"input_audio_buffer.append\"}");

    assertThat(event).isEqualTo(new Sound(ByteBuffer.wrap(new byte[]{1, 2, 3})));
  }

  @Test
  void read_base64WithEscapes_isSound() {
    var event = new Talker().appends(20).dialect().read(append("\"\\/\\/8=\""));

    assertThat(event).isEqualTo(new Sound(ByteBuffer.wrap(new byte[]{-1, -1})));
  }

  @Test
  void read_fifteenMebibytes_areSound_andOneMoreIsNot() {
    var most = Base64.getEncoder().encodeToString(new byte[MOST]);
    var more = Base64.getEncoder().encodeToString(new byte[MOST + 1]);

    assertThat(new Talker().appends(20).dialect().read(append("\"" + most + "\"")))
        .isInstanceOfSatisfying(Sound.class,
            sound -> assertThat(sound.bytes().remaining()).isEqualTo(MOST));
    assertThat(new Talker().says(append("\"" + more + "\"")).last().at("/error/param").asText())
        .isEqualTo("audio");
  }

  @Test
  void read_binary_isSkipped() {
    var event = new Talker().dialect().read(ByteBuffer.allocate(960));

    assertThat(event).isInstanceOfSatisfying(Unusable.class,
        bad -> assertThat(bad.reason()).isEqualTo(Reason.UNKNOWN_TYPE));
  }

  @Test
  void skipped_bySomebodyElse_isTold() {
    var told = new Talker().dialect()
        .skipped(new Unusable(Reason.UNREADABLE_SOUND, "sound: not of its codec"), 1);

    assertThat(told).singleElement().asString().contains("\"code\":\"invalid_audio\"");
  }

  @ParameterizedTest
  @EnumSource
  void goodbye_ofEveryReason_fitsIntoACloseFrame(EndReason why) {
    var goodbye = new Talker().dialect().goodbye(why);

    assertThat(goodbye.text()).hasSizeLessThanOrEqualTo(123);
    assertThat(goodbye.code()).isBetween(1_000, 1_013);
    assertThat(goodbye.messages()).hasSizeLessThanOrEqualTo(1);
  }

  static Stream<Arguments> endings() {
    return Stream.of(
        Arguments.of(EndReason.CREDITS_EXHAUSTED, 1_008, "insufficient_quota"),
        Arguments.of(EndReason.SESSION_TOO_LONG, 1_001, "session_expired"),
        Arguments.of(EndReason.DRAINED, 1_001, "server_going_away"),
        Arguments.of(EndReason.RECOGNISER_FAILED, 1_011, "transcription_failed"),
        Arguments.of(EndReason.KEY_REVOKED, 1_008, "invalid_api_key"));
  }

  @ParameterizedTest
  @MethodSource("endings")
  void goodbye_fatal_isAnErrorAndThenTheClose(EndReason why, int code, String error) {
    var goodbye = new Talker().dialect().goodbye(why);

    assertThat(goodbye.code()).isEqualTo(code);
    assertThat(goodbye.messages()).singleElement()
        .asString()
        .contains("\"code\":\"" + error + "\"");
  }

  private static String append(String audio) {
    return "{\"type\":\"input_audio_buffer.append\",\"audio\":" + audio + "}";
  }
}
