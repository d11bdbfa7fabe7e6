package dev.earshot.gateway.rfc6455;

import static dev.earshot.gateway.rfc6455.Outcome.closes;
import static dev.earshot.gateway.rfc6455.Outcome.stays;
import static dev.earshot.gateway.rfc6455.Row.BINARY;
import static dev.earshot.gateway.rfc6455.Row.PING;
import static dev.earshot.gateway.rfc6455.Row.PONG;
import static dev.earshot.gateway.rfc6455.Row.TEXT;
import static dev.earshot.gateway.rfc6455.Row.chopped;
import static dev.earshot.gateway.rfc6455.Row.stars;

import dev.earshot.gateway.wire.WireClient;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Cases 1 to 4: messages, pings, reserved bits, opcodes.
final class FramingRows {
  private static final int[] LENGTHS = {0, 125, 126, 127, 128, 65_535, 65_536};
  private static final byte[] NOT_TEXT = HexFormat.of().parseHex("00fffefdfcfb00ff");

  private FramingRows() {}

  static Stream<Row> all() {
    return Stream.of(messages(), pings(), reservedBits(), opcodes()).flatMap(rows -> rows);
  }

  private static Stream<Row> messages() {
    var whole = IntStream.range(0, LENGTHS.length).boxed().flatMap(i -> {
      var length = LENGTHS[i];
      return Stream.of(
          Row.of("1.1." + (i + 1), "text of " + length, c -> c.send(TEXT, stars(length)),
              stays().texts()),
          Row.of("1.2." + (i + 1), "sound of " + length, c -> c.send(BINARY, new byte[length]),
              stays().sound(length)));
    });
    return Stream.concat(whole, Stream.of(
        Row.of("1.1.8", "text of 65536 in chops of 997",
            c -> chopped(c, 997, WireClient.frame(TEXT, stars(65_536))), stays().texts()),
        Row.of("1.2.8", "sound of 65536 in chops of 997",
            c -> chopped(c, 997, WireClient.frame(BINARY, new byte[65_536])),
            stays().sound(65_536))));
  }

  private static Stream<Row> pings() {
    var longest = "x".repeat(125);
    return Stream.of(
        Row.of("2.1", "a ping of nothing", c -> c.send(PING), stays().pongs("")),
        Row.of("2.2", "a ping of text", c -> ping(c, "Hello, world!"),
            stays().pongs("Hello, world!")),
        Row.of("2.3", "a ping that is no text", c -> c.send(PING, NOT_TEXT),
            stays().pongs(new String(NOT_TEXT, StandardCharsets.UTF_8))),
        Row.of("2.4", "a ping of 125", c -> ping(c, longest), stays().pongs(longest)),
        Row.of("2.5", "a ping of 126", c -> ping(c, longest + "x"), closes(1_002)),
        Row.of("2.6", "a ping of 125 byte by byte",
            c -> chopped(c, 1, WireClient.frame(PING, stars(125))),
            stays().pongs("*".repeat(125))),
        Row.of("2.7", "a pong of nothing that nobody asked for", c -> c.send(PONG), stays()),
        Row.of("2.8", "a pong that nobody asked for", c -> c.send(PONG, stars(20)), stays()),
        Row.of("2.9", "a pong that nobody asked for, and a ping", c -> {
          c.send(PONG, stars(20));
          ping(c, "me");
        }, stays().pongs("me")),
        Row.of("2.10", "ten pings", c -> IntStream.range(0, 10).forEach(i -> ping(c, "p" + i)),
            stays().pongs(tenPings())),
        Row.of("2.11", "ten pings byte by byte",
            c -> IntStream.range(0, 10)
                .forEach(i -> chopped(c, 1, WireClient.frame(PING, bytes("p" + i)))),
            stays().pongs(tenPings())));
  }

  private static Stream<Row> reservedBits() {
    var good = WireClient.frame(TEXT, stars(20));
    var bad = WireClient.frame(0x80 | 0x20 | 1, stars(20));
    var alsoBad = WireClient.frame(0x80 | 0x30 | 1, stars(20));
    var third = WireClient.frame(0x80 | 0x40 | 1, stars(20));
    var ping = WireClient.frame(PING);
    return Stream.of(
        Row.of("3.1", "text with bits 1", c -> c.send(0x80 | 0x10 | 1, stars(20)), closes(1_002)),
        Row.of("3.2", "text, text with bits 2, a ping", c -> c.raw(good).raw(bad).raw(ping),
            closes(1_002).texts()),
        Row.of("3.3", "text, text with bits 3, a ping", c -> {
          c.raw(good);
          c.raw(alsoBad);
          c.raw(ping);
        }, closes(1_002).texts()),
        Row.of("3.4", "text, text with bits 4, a ping, byte by byte", c -> {
          chopped(c, 1, good);
          chopped(c, 1, third);
          chopped(c, 1, ping);
        }, closes(1_002).texts()),
        Row.of("3.5", "sound with bits 5", c -> c.send(0x80 | 0x50 | 2, new byte[8]),
            closes(1_002)),
        Row.of("3.6", "a ping with bits 6", c -> c.send(0x80 | 0x60 | 9, new byte[8]),
            closes(1_002)),
        Row.of("3.7", "a close with bits 7", c -> c.send(0x80 | 0x70 | 8), closes(1_002)));
  }

  private static Stream<Row> opcodes() {
    return Stream.of(3, 11).flatMap(first -> {
      var group = first == 3 ? "4.1." : "4.2.";
      return Stream.of(
          Row.of(group + 1, "opcode " + first, c -> c.send(0x80 | first), closes(1_002)),
          Row.of(group + 2, "opcode " + (first + 1) + " with content",
              c -> c.send(0x80 | (first + 1), stars(5)), closes(1_002)),
          behindText(group + 3, first + 2, 0, Integer.MAX_VALUE),
          behindText(group + 4, first + 3, 5, Integer.MAX_VALUE),
          behindText(group + 5, first + 4, 5, 1));
    });
  }

  private static Row behindText(String number, int opcode, int length, int piece) {
    Consumer<WireClient> sending = c -> Stream.of(WireClient.frame(TEXT, stars(20)),
        WireClient.frame(0x80 | opcode, stars(length)), WireClient.frame(PING))
        .forEach(frame -> chopped(c, Math.min(piece, frame.length), frame));
    return Row.of(number, "text, opcode " + opcode + ", a ping", sending, closes(1_002).texts());
  }

  private static void ping(WireClient client, String content) {
    client.send(PING, bytes(content));
  }

  private static String[] tenPings() {
    return IntStream.range(0, 10).mapToObj(i -> "p" + i).toArray(String[]::new);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
