package dev.earshot.core.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// However a container is cut, it says the same; cut short or changed, it says what can be said.
class CutsTest {
  private static final Map<String, byte[]> SMALL = small();
  static final Iterable<String> CONTAINERS = SMALL.keySet();

  @ParameterizedTest
  @FieldSource("CONTAINERS")
  void read_cutAtAnyByte_givesTheSame(String container) {
    var bytes = bytes(container);
    var whole = Listening.whole(bytes);
    assertThat(whole.problem()).isNull();
    assertThat(whole.channel(0)).hasSizeGreaterThan(20);
    for (var at = 0; at <= bytes.length; at++) {
      assertThat(Listening.cutAt(at, bytes)).as("cut at %d", at).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @FieldSource("CONTAINERS")
  void read_inStepsOfAnySize_givesTheSame(String container) {
    var bytes = bytes(container);
    var whole = Listening.whole(bytes);
    for (var size = 1; size < 100; size++) {
      assertThat(Listening.inSteps(size, bytes)).as("steps of %d", size).isEqualTo(whole);
    }
    for (var seed = 0; seed < 100; seed++) {
      assertThat(Listening.inPieces(new Random(seed), bytes)).as("seed %d", seed).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @FieldSource("CONTAINERS")
  void read_cutShort_givesTheBeginning(String container) {
    var bytes = bytes(container);
    var whole = Listening.whole(bytes);
    for (var length = 0; length < bytes.length; length++) {
      var heard = Listening.whole(Arrays.copyOf(bytes, length));
      if (heard.format() == null) {
        assertThat(heard.problem()).as("length %d", length)
            .isEqualTo("header: ended after " + length
                + " bytes (expected: format, rate and channels)");
      } else {
        assertThat(heard.problem()).as("length %d", length).isNull();
        assertThat(heard.format()).isEqualTo(whole.format());
        for (var channel = 0; channel < heard.samples().size(); channel++) {
          var samples = heard.channel(channel);
          assertThat(samples).as("length %d", length)
              .isEqualTo(whole.channel(channel).subList(0, samples.size()));
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("CONTAINERS")
  void read_anyByteChanged_endsTypedAndIsTheSameHoweverCut(String container) {
    var bytes = bytes(container);
    var random = new Random(1);
    for (var at = 0; at < bytes.length; at++) {
      var wrong = bytes.clone();
      wrong[at] ^= (byte) (1 + random.nextInt(255));
      var whole = Listening.whole(wrong);
      assertThat(Listening.inPieces(random, wrong)).as("byte %d", at).isEqualTo(whole);
    }
  }

  private static byte[] bytes(String container) {
    var bytes = SMALL.get(container);
    if (bytes == null) {
      throw new IllegalArgumentException(container);
    }
    return bytes;
  }

  private static Map<String, byte[]> small() {
    var all = new TreeMap<String, byte[]>();
    var random = new Random(4);
    var sound = new byte[96];
    random.nextBytes(sound);
    all.put("wav", Wav.riff(Wav.chunk("JUNK", new byte[9]), Wav.extensible(1, 2, 8_000, 24),
        Wav.chunk("fact", new byte[4]), Wav.chunk("data", Arrays.copyOf(sound, 24 * 6)),
        Wav.chunk("LIST", new byte[11])));
    all.put("wav-live", Wav.riff(Wav.fmt(3, 1, 48_000, 32), Wav.chunk("data", -1, sound)));
    var flac = new FlacWriter(random, 44_100, 2, 16);
    var samples = new int[2][40];
    for (var i = 0; i < 40; i++) {
      samples[0][i] = random.nextInt(-2_000, 2_000);
      samples[1][i] = samples[0][i] / 2 + random.nextInt(50);
    }
    all.put("flac", Listening.join(flac.head(FlacWriter.block(true, 4, 30)),
        flac.frame(0, samples), flac.frame(1, samples), flac.frame(70_000, samples)));
    all.put("ogg", Listening.join(Ogg.page(Ogg.FIRST, 0, 9, new byte[]{1}), Ogg.begin(1, 2, 6),
        Ogg.laced(0, -1, 1, Ogg.lacing(255, false), new byte[255]),
        Ogg.laced(Ogg.CONTINUED, 60, 1, Ogg.lacing(45, true), new byte[45]),
        Ogg.page(Ogg.LAST, 120, 1, new byte[]{1, 2, 3, 4}, new byte[]{-1, 6}, new byte[70]),
        Ogg.begin(2, 2, 0), Ogg.page(0, 60, 2, new byte[]{9, 9})));
    all.put("webm", Listening.join(Webm.begin(1, 3), Webm.open(Webm.CLUSTER),
        Webm.element(0xe7, new byte[]{0}), Webm.simple(1, 2, 3, 4, 5), Webm.simple(6, 7),
        Webm.element(Webm.SIMPLE_BLOCK, Webm.block(2, 0, 9)),
        Webm.element(Webm.BLOCK_GROUP, Webm.element(Webm.BLOCK, Webm.block(1, 0, new int[146]))),
        Webm.element(Webm.CLUSTER, Webm.simple(new int[140]))));
    return all;
  }
}
