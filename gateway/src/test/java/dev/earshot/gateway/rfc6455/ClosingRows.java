package dev.earshot.gateway.rfc6455;

import static dev.earshot.gateway.rfc6455.Outcome.closes;
import static dev.earshot.gateway.rfc6455.Row.CLOSE;
import static dev.earshot.gateway.rfc6455.Row.ENDS;
import static dev.earshot.gateway.rfc6455.Row.PING;
import static dev.earshot.gateway.rfc6455.Row.TEXT;
import static dev.earshot.gateway.rfc6455.Row.TEXT_BEGINS;
import static dev.earshot.gateway.rfc6455.Row.stars;

import dev.earshot.gateway.wire.WireClient;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Cases 7: how a client may close, and what is not heard behind its close.
final class ClosingRows {
  private static final int[] GOOD = {1_000, 1_001, 1_002, 1_003, 1_007, 1_008, 1_009, 1_010,
      1_011, 3_000, 3_999, 4_000, 4_999};
  private static final int[] BAD = {0, 999, 1_004, 1_005, 1_006, 1_016, 1_100, 2_000, 2_999};
  private static final byte[] SURROGATE = HexFormat.of()
      .parseHex("cebae1bdb9cf83cebcceb5eda080656469746564");

  private ClosingRows() {}

  static Stream<Row> all() {
    return Stream.of(order(), content(), codes()).flatMap(rows -> rows);
  }

  private static Stream<Row> order() {
    return Stream.of(
        good("7.1.1", "text and a close", c -> c.send(TEXT, stars(10)).close(1_000)).andText(),
        good("7.1.2", "two closes", c -> c.close(1_000).close(1_000)),
        good("7.1.3", "a close and a ping", c -> c.close(1_000).send(PING)),
        good("7.1.4", "a close and text", c -> c.close(1_000).send(TEXT, stars(10))),
        good("7.1.5", "a close between two fragments",
            c -> c.send(TEXT_BEGINS, stars(10)).close(1_000).send(ENDS, stars(10))),
        good("7.1.6", "text of 256 KiB, a close and a ping",
            c -> c.send(TEXT, stars(256 * 1_024)).close(1_000).send(PING)).andText())
        .map(Closing::row);
  }

  private static Stream<Row> content() {
    return Stream.of(
        good("7.3.1", "a close of nothing", c -> c.send(CLOSE)).row(),
        bad("7.3.2", "a close of one byte", 1_002, c -> c.send(CLOSE, (byte) 3)),
        good("7.3.3", "a close with a code", c -> c.close(1_000)).row(),
        good("7.3.4", "a close with a reason", c -> close(c, stars(10))).row(),
        good("7.3.5", "a close of 125", c -> close(c, stars(123))).row(),
        bad("7.3.6", "a close of 126", 1_002, c -> close(c, stars(124))),
        bad("7.5.1", "a reason that is not UTF-8", 1_007, c -> close(c, SURROGATE)),
        bad("7.5.1 ours", "a reason cut off in a letter", 1_007,
            c -> close(c, (byte) 0xE2, (byte) 0x82)),
        good("7.5.1 ours, good", "a reason of several bytes a letter",
            c -> close(c, "\u03ba\u20ac\ud83d\ude00".getBytes(StandardCharsets.UTF_8))).row());
  }

  private static Stream<Row> codes() {
    return Stream.of(
        IntStream.range(0, GOOD.length)
            .mapToObj(i -> good("7.7." + (i + 1), "close " + GOOD[i], c -> c.close(GOOD[i]))
                .row()),
        IntStream.range(0, BAD.length)
            .mapToObj(i -> bad("7.9." + (i + 1), "close " + BAD[i], 1_002, c -> c.close(BAD[i]))),
        Stream.of(bad("7.9 ours", "close 1015", 1_002, c -> c.close(1_015)),
            bad("7.13.1", "close 5000, which nobody may use", 1_002, c -> c.close(5_000)),
            bad("7.13.2", "close 65535, which nobody may use", 1_002, c -> c.close(65_535))))
        .flatMap(rows -> rows);
  }

  /// A close that is answered by 1000.
  private record Closing(String number, String sent, Consumer<WireClient> sending, int texts) {
    private Closing andText() {
      return new Closing(number, sent, sending, 1);
    }

    private Row row() {
      return Row.of(number, sent, sending, closes(1_000).texts(texts));
    }
  }

  private static Closing good(String number, String sent, Consumer<WireClient> sending) {
    return new Closing(number, sent, sending, 0);
  }

  private static Row bad(String number, String sent, int code, Consumer<WireClient> sending) {
    return Row.of(number, sent, sending, closes(code));
  }

  private static void close(WireClient client, byte... reason) {
    var content = new ByteArrayOutputStream();
    content.writeBytes(new byte[]{3, (byte) 0xE8});
    content.writeBytes(reason);
    client.send(CLOSE, content.toByteArray());
  }
}
