package dev.earshot.core.container;

import static dev.earshot.core.container.Webm.begin;
import static dev.earshot.core.container.Webm.block;
import static dev.earshot.core.container.Webm.element;
import static dev.earshot.core.container.Webm.open;
import static dev.earshot.core.container.Webm.simple;
import static dev.earshot.core.container.Webm.track;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebmSoundTest {
  private static final byte[] BEGIN = begin(1, 0);
  private static final byte[] CLUSTER = Listening.join(open(Webm.CLUSTER),
      element(0xe7, new byte[]{0}));

  @Test
  void read_blocksOfOpenClusters_areHeardInOrder() {
    var heard = Listening
        .whole(Listening.join(BEGIN, CLUSTER, simple(1, 2), simple(3), CLUSTER, simple(4)));
    assertThat(heard.channel(0)).containsExactly(shorts(1, 2, 3, 4));
    assertThat(heard.format()).isEqualTo(new AudioFormat(Codec.WEBM_OPUS, 16_000));
    assertThat(heard.problem()).isNull();
  }

  @Test
  void read_clustersOfKnownSize_areHeardToo() {
    var cues = element(0x1c53bb6b, new byte[300]);
    var heard = Listening.whole(Listening.join(BEGIN, element(Webm.VOID, new byte[200]),
        element(Webm.CLUSTER, simple(1), simple(2)), element(Webm.CLUSTER, simple(3)), cues));
    assertThat(heard.channel(0)).containsExactly(shorts(1, 2, 3));
    assertThat(heard.problem()).isNull();
  }

  @Test
  void read_blockGroup_leavesOutWhatItDiscards() {
    var padding = element(Webm.DISCARD_PADDING, new byte[]{1, (byte) 0xe8, 0x48}); // 2 samples
    var group = element(Webm.BLOCK_GROUP, element(Webm.BLOCK, block(1, 0, 4, 5, 6)), padding);
    assertThat(Listening.whole(Listening.join(BEGIN, CLUSTER, simple(1), group)).channel(0))
        .containsExactly(shorts(1, 4));
  }

  @Test
  void read_preSkip_leavesTheBeginningOut() {
    assertThat(Listening.whole(Listening.join(begin(1, 6), CLUSTER, simple(1, 2, 3))).channel(0))
        .containsExactly((short) 3);
  }

  @Test
  void read_stereo_tellsChannelsApart() {
    assertThat(Listening.whole(Listening.join(begin(2, 0), CLUSTER, simple(1, 2, 3, 4))).samples())
        .isEqualTo(List.of(List.of((short) 1, (short) 3), List.of((short) 2, (short) 4)));
  }

  @Test
  void read_otherTracks_areNotHeard() {
    var picture = element(Webm.SIMPLE_BLOCK, Listening.join(block(2, 0), new byte[100_000]));
    var tracks = element(Webm.TRACKS, track(2, "V_VP8", new byte[0]),
        track(1, "A_OPUS\0\0", Ogg.head(1, 0)), track(3, "A_OPUS", Ogg.head(1, 0)));
    var heard = Listening.inSteps(5_000, Listening.join(element(0x1a45dfa3), open(Webm.SEGMENT),
        tracks, CLUSTER, simple(1), picture, element(Webm.SIMPLE_BLOCK, block(2, 0, 8)),
        element(Webm.BLOCK_GROUP, element(Webm.BLOCK, block(3, 0, 9))), simple(2)));
    assertThat(heard.problem()).isNull();
    assertThat(heard.channel(0)).containsExactly(shorts(1, 2));
  }

  @Test
  void read_recordingBehindARecording_isHeardToo() {
    var heard = Listening.whole(
        Listening.join(BEGIN, CLUSTER, simple(1, 2), begin(1, 3), CLUSTER, simple(3, 4)));
    assertThat(heard.channel(0)).containsExactly(shorts(1, 2, 4));
  }

  @Test
  void read_recordingWithOtherChannelsBehind_isRefused() {
    assertThat(Listening.whole(Listening.join(BEGIN, CLUSTER, simple(1), begin(2, 0))).problem())
        .startsWith("channels: 2 (expected: 1) at ");
  }

  @Test
  void read_recordingsWithoutEnd_areRefused() {
    var all = new byte[OpusLinks.MOST + 1][];
    Arrays.fill(all, BEGIN);
    assertThat(Listening.whole(Listening.join(all)).problem())
        .startsWith("streams one after the other: 1001 (expected: 1..1000) at ");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 6})
  void read_lacedBlock_isRefused(int lacing) {
    var laced = element(Webm.SIMPLE_BLOCK, block(1, lacing, 1, 2, 3));
    assertThat(Listening.whole(Listening.join(BEGIN, CLUSTER, laced)).problem())
        .startsWith("lacing of a block: " + lacing + " (expected: 0) at ");
  }

  @Test
  void read_blockWithoutItsHead_isRefused() {
    assertThat(Listening
        .whole(Listening.join(BEGIN, CLUSTER, element(Webm.SIMPLE_BLOCK, new byte[]{(byte) 0x81})))
        .problem()).startsWith("bytes of a block: 1 (expected: >= 4) at ");
  }

  @Test
  void read_openElementThatIsNoCluster_isRefused() {
    assertThat(Listening.whole(Listening.join(BEGIN, open(Webm.BLOCK_GROUP))).problem())
        .startsWith("size of an element: -1 (expected: ");
    assertThat(Listening.whole(Listening.join(BEGIN, open(Webm.VOID))).problem())
        .startsWith("size of an element: -1 (expected: known");
  }

  @Test
  void read_childLongerThanItsGroup_isRefused() {
    var group = element(Webm.BLOCK_GROUP, new byte[]{(byte) Webm.BLOCK, (byte) 0x90, 1});
    assertThat(Listening.whole(Listening.join(BEGIN, CLUSTER, group)).problem())
        .startsWith("element: longer than what it is in (expected: within 3 bytes) at ");
  }

  @Test
  void open_noTrackOfOpus_isRefused() {
    var tracks = element(Webm.TRACKS, track(1, "A_VORBIS", new byte[0]));
    assertThat(Listening.whole(Listening.join(element(0x1a45dfa3), tracks)).problem())
        .startsWith("tracks: none of Opus (expected: one with A_OPUS) at ");
  }

  @Test
  void open_encodedTrack_isRefused() {
    var tracks = element(Webm.TRACKS, element(0xae, element(0x86, "A_OPUS".getBytes(ISO_8859_1)),
        element(0x63a2, Ogg.head(1, 0)), element(0x6d80)));
    assertThat(Listening.whole(Listening.join(element(0x1a45dfa3), tracks)).problem())
        .startsWith("track: of Opus, encoded (expected: ");
  }

  @Test
  void open_trackWithoutHead_isRefused() {
    var tracks = element(Webm.TRACKS, element(0xae, element(0x86, "A_OPUS".getBytes(ISO_8859_1))));
    assertThat(Listening.whole(Listening.join(element(0x1a45dfa3), tracks)).problem())
        .startsWith("track: of Opus, no head (expected: ");
  }

  @Test
  void open_clusterBeforeTheTracks_isRefused() {
    assertThat(Listening.whole(Listening.join(element(0x1a45dfa3), CLUSTER)).problem())
        .isEqualTo("cluster: before the tracks (expected: behind them) at 5");
  }

  @Test
  void open_nameOfNoLength_isRefused() {
    assertThat(Listening.whole(Listening.join(element(0x1a45dfa3), new byte[20])).problem())
        .isEqualTo("bytes of an element's name: 9 (expected: 1..4) at 5");
  }

  private static Short[] shorts(int... values) {
    return Arrays.stream(values).mapToObj(value -> (short) value).toArray(Short[]::new);
  }
}
