package dev.earshot.gateway.rfc6455;

import static dev.earshot.gateway.rfc6455.Outcome.closes;
import static dev.earshot.gateway.rfc6455.Outcome.stays;
import static dev.earshot.gateway.rfc6455.Row.ENDS;
import static dev.earshot.gateway.rfc6455.Row.GOES_ON;
import static dev.earshot.gateway.rfc6455.Row.TEXT;
import static dev.earshot.gateway.rfc6455.Row.TEXT_BEGINS;
import static dev.earshot.gateway.rfc6455.Row.chopped;
import static dev.earshot.gateway.rfc6455.Row.fragments;

import dev.earshot.gateway.wire.WireClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Cases 6: text that is UTF-8, and text that is not, in pieces of every kind. Those from 6.5 on are in
/// `texts.hex`.
final class TextRows {
  private static final byte[] KOSME = "\u03ba\u1f79\u03c3\u03bc\u03b5"
      .getBytes(StandardCharsets.UTF_8);
  private static final byte[] LONG = "Hello-\u00b5@\u00df\u00f6\u00e4\u00fc\u00e0\u00e1-UTF-8!!"
      .getBytes(StandardCharsets.UTF_8);
  /// A text with a surrogate in it.
  private static final byte[] SURROGATE = hex("cebae1bdb9cf83cebcceb5eda080656469746564");
  /// A text with a code point in it that is beyond all.
  private static final byte[] BEYOND = hex("cebae1bdb9cf83cebcceb5f4908080656469746564");
  private static final int GOOD_BYTES = KOSME.length;

  private TextRows() {}

  static Stream<Row> all() {
    return Stream.of(empty(), good(), bad(), early(), listed()).flatMap(rows -> rows);
  }

  private static Stream<Row> empty() {
    return Stream.of(goes("6.1.1", "text of nothing", c -> c.send(TEXT)),
        goes("6.1.2", "text in three fragments of nothing",
            c -> c.send(TEXT_BEGINS).send(GOES_ON).send(ENDS)),
        goes("6.1.3", "text in three fragments, only the second of something",
            c -> c.send(TEXT_BEGINS).send(GOES_ON, KOSME).send(ENDS)));
  }

  private static Stream<Row> good() {
    var cut = "Hello-\u00b5@\u00df".getBytes(StandardCharsets.UTF_8).length;
    return Stream.of(goes("6.2.1", "text", c -> c.send(TEXT, LONG)),
        goes("6.2.2", "text cut between letters",
            c -> c.send(TEXT_BEGINS, Arrays.copyOf(LONG, cut))
                .send(ENDS, Arrays.copyOfRange(LONG, cut, LONG.length))),
        goes("6.2.3", "text in fragments of a byte", c -> fragments(c, TEXT, 1, LONG)),
        goes("6.2.4", "other text in fragments of a byte", c -> fragments(c, TEXT, 1, KOSME)));
  }

  private static Stream<Row> bad() {
    return Stream.of(
        fails("6.3.1", "text with a surrogate", c -> c.send(TEXT, SURROGATE)),
        fails("6.3.2", "text with a surrogate in fragments of a byte",
            c -> fragments(c, TEXT, 1, SURROGATE)));
  }

  /// What would make the text complete never comes: the gateway must not wait for it.
  private static Stream<Row> early() {
    var frame = WireClient.frame(TEXT, BEYOND);
    var head = frame.length - BEYOND.length;
    return Stream.of(
        fails("6.4.1", "two fragments of three, the second beyond all code points",
            c -> c.send(TEXT_BEGINS, KOSME)
                .send(GOES_ON, Arrays.copyOfRange(BEYOND, GOOD_BYTES, GOOD_BYTES + 4))),
        fails("6.4.2", "two fragments of three, cut before the byte that makes it so",
            c -> c.send(TEXT_BEGINS, Arrays.copyOf(BEYOND, GOOD_BYTES + 1))
                .send(GOES_ON, BEYOND[GOOD_BYTES + 1])),
        fails("6.4.3", "two parts of three of one frame, the second beyond all code points",
            c -> c.raw(Arrays.copyOf(frame, head + GOOD_BYTES))
                .raw(Arrays.copyOfRange(frame, head + GOOD_BYTES, head + GOOD_BYTES + 4))),
        fails("6.4.4", "two parts of three of one frame, cut before the byte that makes it so",
            c -> c.raw(Arrays.copyOf(frame, head + GOOD_BYTES + 1))
                .raw(frame[head + GOOD_BYTES + 1])));
  }

  /// Each in one frame, and in one frame that comes byte by byte.
  private static Stream<Row> listed() {
    return lines().flatMap(line -> {
      var fields = line.split(" ", 3);
      var number = fields[0];
      var content = hex(fields[2]);
      var outcome = fields[1].equals("good") ? stays().texts() : closes(1_007);
      return Stream.of(
          Row.of(number, fields[1] + " text " + fields[2], c -> c.send(TEXT, content), outcome),
          Row.of(number + " chopped", fields[1] + " text " + fields[2],
              c -> chopped(c, 1, WireClient.frame(TEXT, content)), outcome));
    });
  }

  private static Stream<String> lines() {
    try (var in = Objects.requireNonNull(TextRows.class.getResourceAsStream("texts.hex"))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row goes(String number, String sent, Consumer<WireClient> sending) {
    return Row.of(number, sent, sending, stays().texts());
  }

  private static Row fails(String number, String sent, Consumer<WireClient> sending) {
    return Row.of(number, sent, sending, closes(1_007));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
