package dev.earshot.core.container;

import static dev.earshot.core.container.Ogg.CONTINUED;
import static dev.earshot.core.container.Ogg.FIRST;
import static dev.earshot.core.container.Ogg.LAST;
import static dev.earshot.core.container.Ogg.page;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OggSoundTest {
  private static final byte[] BEGIN = Ogg.begin(1, 1, 0);

  @Test
  void read_packetsOfPages_areHeardInOrder() {
    var heard = Listening.whole(Listening.join(BEGIN,
        page(0, 48, 1, new byte[]{1, 2}, new byte[]{3}), page(LAST, 96, 1, new byte[]{4})));
    assertThat(heard.channel(0)).containsExactly(shorts(1, 2, 3, 4));
    assertThat(heard.format()).isEqualTo(new AudioFormat(Codec.OGG_OPUS, 16_000));
    assertThat(heard.problem()).isNull();
  }

  @Test
  void read_stereo_tellsChannelsApartWhereAsked() {
    var bytes = Listening.join(Ogg.begin(1, 2, 0), page(0, 48, 1, new byte[]{1, 2, 3, 4}));
    assertThat(Listening.whole(bytes).samples())
        .isEqualTo(List.of(List.of((short) 1, (short) 3), List.of((short) 2, (short) 4)));
    // the decoder was asked for one channel
    assertThat(Listening.to(List.of(bytes), false).channel(0)).containsExactly(shorts(1, 2, 3, 4));
  }

  @Test
  void read_packetOfManyPages_isWhole() {
    var packet = new byte[255 * 3 + 10];
    Arrays.fill(packet, (byte) 9);
    var heard = Listening.whole(Listening.join(BEGIN,
        Ogg.laced(0, -1, 1, Ogg.lacing(510, false), Arrays.copyOf(packet, 510)),
        Ogg.laced(CONTINUED, -1, 1, Ogg.lacing(255, false), Arrays.copyOf(packet, 255)),
        Ogg.laced(CONTINUED, 48, 1, Ogg.lacing(10, true), Arrays.copyOf(packet, 10))));
    assertThat(heard.channel(0)).hasSize(packet.length).containsOnly((short) 9);
  }

  @Test
  void read_packetThatIsNotContinued_isLost() {
    var begun = Ogg.laced(0, -1, 1, Ogg.lacing(255, false), new byte[255]);
    var heard = Listening.whole(Listening.join(BEGIN, begun, page(0, 48, 1, new byte[]{5})));
    assertThat(heard.channel(0)).containsExactly((short) 5);
  }

  @Test
  void read_restOfWhatNeverBegan_isLost() {
    var heard = Listening.whole(Listening.join(BEGIN,
        page(CONTINUED, 48, 1, new byte[]{1}, new byte[]{5})));
    assertThat(heard.channel(0)).containsExactly((short) 5);
  }

  @Test
  void read_preSkip_leavesTheBeginningOut() {
    var heard = Listening.whole(Listening.join(Ogg.begin(1, 1, 9),
        page(0, 48, 1, new byte[]{1, 2}, new byte[]{3, 4, 5})));
    assertThat(heard.channel(0)).containsExactly(shorts(4, 5));
  }

  /// Four samples are decoded in the last page, and it says that it ends two after the page before.
  @Test
  void read_lastPage_saysHowMuchOfItIsSound() {
    var heard = Listening.whole(Listening.join(BEGIN, page(0, 9, 1, new byte[]{1, 2, 3}),
        page(LAST, 15, 1, new byte[]{4}, new byte[]{5, 6}, new byte[]{7})));
    assertThat(heard.channel(0)).containsExactly(shorts(1, 2, 3, 4, 5));
  }

  @Test
  void read_otherStreamsBeside_areNotHeard() {
    var heard = Listening.whole(Listening.join(page(FIRST, 0, 7, new byte[]{1, 2, 3}),
        page(FIRST, 0, 1, Ogg.head(1, 0)), page(FIRST, 0, 8, Ogg.head(2, 0)),
        page(0, 0, 1, Ogg.tags(9)), page(0, 0, 8, Ogg.tags(9)), page(0, 48, 7, new byte[]{9}),
        page(0, 48, 1, new byte[]{5}), page(0, 48, 8, new byte[]{6, 6})));
    assertThat(heard.channel(0)).containsExactly((short) 5);
  }

  @Test
  void read_streamBehindTheEnd_isHeardToo() {
    var heard = Listening.whole(Listening.join(BEGIN, page(LAST, 6, 1, new byte[]{1, 2}),
        Ogg.begin(2, 1, 3), page(LAST, 9, 2, new byte[]{3, 4, 5})));
    assertThat(heard.channel(0)).containsExactly(shorts(1, 2, 4, 5));
  }

  @Test
  void read_streamBehindOneThatNeverEnded_isHeardToo() {
    var heard = Listening.whole(Listening.join(BEGIN, page(0, 6, 1, new byte[]{1, 2}),
        Ogg.begin(1, 1, 3), page(0, 9, 1, new byte[]{3, 4, 5})));
    assertThat(heard.channel(0)).containsExactly(shorts(1, 2, 4, 5));
  }

  @Test
  void read_streamBehindTheEndWithOtherChannels_isRefused() {
    var heard = Listening.whole(
        Listening.join(BEGIN, page(LAST, 6, 1, new byte[]{1, 2}), Ogg.begin(2, 2, 0)));
    assertThat(heard.problem()).startsWith("channels: 2 (expected: 1) at ");
  }

  @Test
  void read_longTags_areNotHeard() {
    var tags = Ogg.tags(255 * 400);
    var heard = Listening.whole(Listening.join(page(FIRST, 0, 1, Ogg.head(1, 0)),
        Ogg.laced(0, -1, 1, Ogg.lacing(255 * 200, false), Arrays.copyOf(tags, 255 * 200)),
        Ogg.laced(CONTINUED, 0, 1, Ogg.lacing(255 * 200, true), new byte[255 * 200]),
        page(0, 48, 1, new byte[]{5})));
    assertThat(heard.channel(0)).containsExactly((short) 5);
    assertThat(heard.problem()).isNull();
  }

  @Test
  void read_packetLongerThanAny_isRefused() {
    var heard = Listening.whole(Listening.join(BEGIN,
        Ogg.laced(0, -1, 1, Ogg.lacing(255 * 200, false), new byte[255 * 200]),
        Ogg.laced(CONTINUED, 0, 1, Ogg.lacing(255 * 200, true), new byte[255 * 200])));
    assertThat(heard.problem()).startsWith("packet: 61298 (expected: 0..61298 bytes) at ");
  }

  @Test
  void read_packetThatCannotBeDecoded_isConcealedAndCounted() {
    var heard = Listening.whole(
        Listening.join(BEGIN, page(0, 48, 1, new byte[]{1}, new byte[]{-1}, new byte[]{2})));
    assertThat(heard.channel(0)).containsExactly(shorts(1, 7, 2));
    assertThat(heard.concealed()).isOne();
  }

  @Test
  void read_bitOfAPageChanged_isRefused() {
    var page = page(0, 48, 1, new byte[]{1, 2});
    page[page.length - 1] ^= 1;
    assertThat(Listening.whole(Listening.join(BEGIN, page)).problem())
        .startsWith("check of the page: ");
  }

  @ParameterizedTest
  @CsvSource({"8, 16, version of OpusHead", "9, 0, channels", "9, 3, channels",
      "18, 1, channel mapping"})
  void open_headThatNobodyCanHear_saysWhy(int at, int value, String what) {
    var head = Ogg.head(1, 0);
    head[at] = (byte) value;
    assertThat(Listening.whole(page(FIRST, 0, 1, head)).problem())
        .startsWith(what + ": " + value + " (expected: ");
  }

  @Test
  void open_shortHead_isRefused() {
    assertThat(Listening.whole(page(FIRST, 0, 1, Arrays.copyOf(Ogg.head(1, 0), 18))).problem())
        .isEqualTo("bytes of OpusHead: 18 (expected: >= 19 with its name first) at 0");
  }

  @Test
  void open_noStreamOfOpus_isRefused() {
    var other = page(FIRST, 0, 7, new byte[]{1, 'v', 'o'});
    assertThat(Listening.whole(Listening.join(other, page(0, 0, 7, new byte[9]))).problem())
        .isEqualTo("Ogg streams: none of Opus (expected: one that begins with OpusHead) at 31");
  }

  private static Short[] shorts(int... values) {
    return Arrays.stream(values).mapToObj(value -> (short) value).toArray(Short[]::new);
  }
}
