package dev.earshot.gateway.rfc6455;

import static dev.earshot.gateway.rfc6455.Outcome.closes;
import static dev.earshot.gateway.rfc6455.Outcome.stays;
import static dev.earshot.gateway.rfc6455.Row.BINARY;
import static dev.earshot.gateway.rfc6455.Row.TEXT;
import static dev.earshot.gateway.rfc6455.Row.chopped;
import static dev.earshot.gateway.rfc6455.Row.fragments;
import static dev.earshot.gateway.rfc6455.Row.stars;

import dev.earshot.gateway.wire.WireClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Cases 9 and 10: long messages, and many. A message may be 256 KiB long, so that is where the suite's
/// sizes end for us; what is longer is refused by 1009 when its head or the fragment too many comes.
final class BulkRows {
  private static final int KIB = 1_024;
  private static final int MOST = 256 * KIB;
  private static final int[] WHOLE = {64 * KIB, MOST, KIB * KIB, 4 * KIB * KIB, 8 * KIB * KIB,
      16 * KIB * KIB};
  private static final int[] FRAGMENTS = {64, 256, KIB, 4 * KIB, 16 * KIB, 64 * KIB, MOST,
      KIB * KIB, 4 * KIB * KIB};
  private static final int[] CHOPS = {64, 128, 256, 512, KIB, 2 * KIB};
  private static final int[] MANY = {0, 16, 64, 256, KIB, 4 * KIB};
  /// Fewer than the suite's, each of which is a thousand or more: more of the same shows nothing else.
  private static final int COUNT = 200;
  private static final int MOST_PIECES = 128;
  /// Short of what is refused for being unusable.
  private static final int FEW = 90;

  private BulkRows() {}

  static Stream<Row> all() {
    return Stream.of(whole(), inFragments(), inChops(), many(),
        Stream.of(Row.of("10.1.1", "text of 65536 in fragments of 1300",
            c -> fragments(c, TEXT, 1_300, stars(65_536)), stays().texts())))
        .flatMap(rows -> rows);
  }

  private static Stream<Row> whole() {
    return numbers(WHOLE).flatMap(i -> {
      var length = WHOLE[i - 1];
      return length <= MOST
          ? Stream.of(
              Row.of("9.1." + i, "text of " + length, c -> c.send(TEXT, stars(length)),
                  stays().texts()),
              Row.of("9.2." + i, "sound of " + length, c -> c.send(BINARY, new byte[length]),
                  stays().sound(length)))
          : Stream.of(
              Row.of("9.1." + i, "text of " + length, c -> begun(c, TEXT, length),
                  closes(1_009)),
              Row.of("9.2." + i, "sound of " + length, c -> begun(c, BINARY, length),
                  closes(1_009)));
    });
  }

  private static Stream<Row> inFragments() {
    return numbers(FRAGMENTS).flatMap(i -> {
      var length = FRAGMENTS[i - 1];
      var most = Math.min(MOST, MOST_PIECES * length);
      var rows = Stream.<Row>builder();
      if (length <= MOST) {
        rows.add(Row.of("9.3." + i, "text of " + most + " in fragments of " + length,
            c -> fragments(c, TEXT, length, stars(most)), stays().texts()));
        rows.add(Row.of("9.4." + i, "sound of " + most + " in fragments of " + length,
            c -> fragments(c, BINARY, length, new byte[most]), stays().sound(most)));
      }
      if (most == MOST) {
        var tooLong = Math.max(MOST, length) + 1;
        rows.add(Row.of("9.3." + i + " too long", "text of " + tooLong + " in such fragments",
            c -> fragments(c, TEXT, length, stars(tooLong)), closes(1_009)));
        rows.add(Row.of("9.4." + i + " too long", "sound of " + tooLong + " in such fragments",
            c -> fragments(c, BINARY, length, new byte[tooLong]), closes(1_009)));
      }
      return rows.build();
    });
  }

  private static Stream<Row> inChops() {
    return numbers(CHOPS).flatMap(i -> {
      var piece = CHOPS[i - 1];
      var most = MOST_PIECES * piece;
      return Stream.of(
          Row.of("9.5." + i, "text of " + most + " in chops of " + piece,
              c -> chopped(c, piece, WireClient.frame(TEXT, stars(most))), stays().texts()),
          Row.of("9.6." + i, "sound of " + most + " in chops of " + piece,
              c -> chopped(c, piece, WireClient.frame(BINARY, new byte[most])),
              stays().sound(most)));
    });
  }

  private static Stream<Row> many() {
    return numbers(MANY).flatMap(i -> {
      var length = MANY[i - 1];
      var sound = length > 2 ? COUNT * length : 0; // shorter ones are signs of life
      return Stream.of(texts("9.7." + i, length),
          Row.of("9.8." + i, COUNT + " times sound of " + length,
              c -> times(c, COUNT, WireClient.frame(BINARY, new byte[length])),
              stays().sound(sound)));
    });
  }

  /// A sign of life has no answer, so that a thousand may come; shorter text is understood by nobody.
  private static Row texts(String number, int length) {
    var alive = "{\"type\":\"keep_alive\"}";
    return length < alive.length()
        ? Row.of(number, FEW + " times text of " + length,
            c -> times(c, FEW, WireClient.frame(TEXT, stars(length))), stays().texts(FEW))
        : Row.of(number, COUNT + " times text of " + length, c -> {
          var text = (alive + " ".repeat(length - alive.length()))
              .getBytes(StandardCharsets.UTF_8);
          times(c, COUNT, WireClient.frame(TEXT, text));
          c.send(TEXT, stars(1));
        }, stays().texts());
  }

  private static void times(WireClient client, int count, byte[] frame) {
    var all = ByteBuffer.allocate(count * frame.length);
    IntStream.range(0, count).forEach(_ -> all.put(frame));
    client.raw(all.array());
  }

  /// The head of a long message, and some of its content.
  private static void begun(WireClient client, int first, int length) {
    client.raw(ByteBuffer.allocate(14 + KIB)
        .put((byte) first)
        .put((byte) 0xFF)
        .putLong(length)
        .array());
  }

  private static Stream<Integer> numbers(int[] values) {
    return IntStream.rangeClosed(1, values.length).boxed();
  }
}
