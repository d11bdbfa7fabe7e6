package dev.earshot.gateway.dialect.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  @Test
  void read_everyField_isTaken() {
    assertThat(read("""
        {"text":"hi","is_user":true,"start":0.1,"end":2,"speaker":"SPEAKER_07"}"""))
        .isEqualTo(new Suggestion("hi", 7, 100, 2_000, true, "local"));
  }

  @Test
  void read_noSpeaker_isTheFirst() {
    assertThat(read("""
        {"text":"hi","is_user":false,"start":0,"end":0,"speaker":null}"""))
        .isEqualTo(new Suggestion("hi", 0, 0, 0, false, "local"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      7                                                     | segment: no object
      {"is_user":true,"start":1,"end":2}                    | text: missing
      {"text":"","is_user":true,"start":1,"end":2}          | text: missing
      {"text":7,"is_user":true,"start":1,"end":2}           | text: missing
      {"text":"a","start":1,"end":2}                        | is_user: missing
      {"text":"a","is_user":"true","start":1,"end":2}       | is_user: missing
      {"text":"a","is_user":true,"end":2}                   | start: missing or out of range
      {"text":"a","is_user":true,"start":-0.1,"end":2}      | start: missing or out of range
      {"text":"a","is_user":true,"start":"1","end":2}       | start: missing or out of range
      {"text":"a","is_user":true,"start":1,"end":86401}     | end: missing or out of range
      {"text":"a","is_user":true,"start":1,"end":1e999}     | end: missing or out of range
      {"text":"a","is_user":true,"start":1,"end":"NaN"}     | end: missing or out of range
      {"text":"a","is_user":true,"start":1,"end":null}      | end: missing or out of range
      {"text":"a","is_user":true,"start":3,"end":2.5}       | end: 2.5 (expected: >= start 3.0)
      {"text":"a","is_user":true,"start":1,"end":2,"speaker":"Ann"}          | speaker: unreadable
      {"text":"a","is_user":true,"start":1,"end":2,"speaker":"SPEAKER_1000"} | speaker: unreadable
      {"text":"a","is_user":true,"start":1,"end":2,"speaker":7}              | speaker: unreadable
      """)
  void read_badField_isNamed(String segment, String why) {
    assertThatIllegalArgumentException().isThrownBy(() -> read(segment))
        .withMessageStartingWith(why);
  }

  @Test
  void read_textTooLong_isRefusedWithoutIt() {
    var segment = "{\"text\":\"" + "x".repeat(4_001) + "\",\"is_user\":true,\"start\":1,\"end\":2}";

    assertThatIllegalArgumentException().isThrownBy(() -> read(segment))
        .withMessage("text: missing, empty or too long (expected: 1..4000 characters)");
  }

  private static Suggestion read(String segment) {
    try {
      return Suggestion.read(DeviceMessages.JSON.readTree(segment), "local");
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
