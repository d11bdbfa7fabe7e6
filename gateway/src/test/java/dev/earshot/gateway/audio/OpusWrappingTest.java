package dev.earshot.gateway.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.FrameDecoder;
import dev.earshot.core.container.Sniffer.Kind;
import dev.earshot.gateway.audio.OpusWrapping.Finding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpusWrappingTest {
  private final OpusWrapping wrapping = new OpusWrapping();

  @ParameterizedTest
  @CsvSource({"mono.opus, OGG, 1", "mono.opus, OGG, 3", "mono.opus, OGG, 500", "live.webm, WEBM, 1",
      "live.webm, WEBM, 4"})
  void take_container_isKnownByItsFirstFourBytes(String file, Kind kind, int step) {
    var bytes = RecordedSpeech.bytes(file);
    for (var at = 0; at < 4; at += step) {
      var found = wrapping.take(ByteBuffer.wrap(bytes, at, step));
      var known = Math.min(at + step, bytes.length);
      assertThat(found).isEqualTo(known < 4
          ? new Finding.More()
          : new Finding.Container(kind, ByteBuffer.wrap(bytes, 0, known).slice()));
    }
  }

  @ParameterizedTest
  @CsvSource({"x", "Ox", "OggX", "Oggx and more"})
  void take_anythingElse_isAPacketAsItCame(String text) {
    var bytes = text.getBytes(StandardCharsets.US_ASCII);

    assertThat(wrapping.take(ByteBuffer.wrap(bytes)))
        .isEqualTo(new Finding.None(ByteBuffer.wrap(bytes)));
  }

  /// What is kept until more comes would be no packet anyway.
  @Test
  void take_beginningOfAContainer_isNoPacket() {
    for (var file : new String[]{"mono.opus", "live.webm"}) {
      for (var length = 1; length < Kind.MAGIC_BYTES; length++) {
        var first = ByteBuffer.wrap(Arrays.copyOf(RecordedSpeech.bytes(file), length));
        FrameDecoder decoder = OpusFrames.ofContainer(1, 0);

        assertThat(decoder.take(first)).as("%s, %d bytes", file, length).isFalse();
      }
    }
  }
}
