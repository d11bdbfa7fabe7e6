package dev.earshot.gateway.rfc6455;

import static dev.earshot.gateway.rfc6455.Outcome.closes;
import static dev.earshot.gateway.rfc6455.Outcome.stays;
import static dev.earshot.gateway.rfc6455.Row.ENDS;
import static dev.earshot.gateway.rfc6455.Row.GOES_ON;
import static dev.earshot.gateway.rfc6455.Row.PING;
import static dev.earshot.gateway.rfc6455.Row.TEXT;
import static dev.earshot.gateway.rfc6455.Row.TEXT_BEGINS;
import static dev.earshot.gateway.rfc6455.Row.stars;

import dev.earshot.gateway.wire.Frame;
import dev.earshot.gateway.wire.WireClient;
import java.util.stream.Stream;

/// Cases 5: messages in fragments, and what may come between them.
final class FragmentRows {
  /// In one write.
  private static final int WHOLE = Integer.MAX_VALUE;

  private FragmentRows() {}

  static Stream<Row> all() {
    return Stream.of(
        inPieces("5.1", "a ping in two fragments", closes(1_002), WHOLE, frame(0x09),
            frame(ENDS)),
        inPieces("5.2", "a pong in two fragments", closes(1_002), WHOLE, frame(0x0A),
            frame(ENDS)),
        text("5.3", WHOLE, false),
        text("5.4", 13, false),
        text("5.5", 1, false),
        text("5.6", WHOLE, true),
        text("5.7", 13, true),
        text("5.8", 1, true),
        ofNothing("5.9", ENDS, WHOLE),
        ofNothing("5.10", ENDS, 13),
        ofNothing("5.11", ENDS, 1),
        ofNothing("5.12", GOES_ON, WHOLE),
        ofNothing("5.13", GOES_ON, 13),
        ofNothing("5.14", GOES_ON, 1),
        inPieces("5.15", "text in two fragments, one more fragment, text",
            closes(1_002).texts(), WHOLE, frame(TEXT_BEGINS), frame(ENDS), frame(GOES_ON),
            frame(TEXT)),
        inPieces("5.16", "twice a fragment of nothing that goes on, and text", closes(1_002),
            WHOLE, frame(GOES_ON), frame(TEXT), frame(GOES_ON), frame(TEXT)),
        inPieces("5.17", "twice a fragment of nothing that ends, and text", closes(1_002), WHOLE,
            frame(ENDS), frame(TEXT), frame(ENDS), frame(TEXT)),
        inPieces("5.18", "text within text", closes(1_002), WHOLE, frame(TEXT_BEGINS),
            frame(TEXT)),
        fiveFragments("5.19"),
        fiveFragments("5.20"));
  }

  private static Row text(String number, int piece, boolean ping) {
    var outcome = stays().texts();
    return ping
        ? inPieces(number, "text in two fragments, a ping between them, by " + piece,
            outcome.pongs("*".repeat(10)), piece, frame(TEXT_BEGINS), frame(PING), frame(ENDS))
        : inPieces(number, "text in two fragments, by " + piece, outcome, piece,
            frame(TEXT_BEGINS), frame(ENDS));
  }

  private static Row ofNothing(String number, int opcode, int piece) {
    return inPieces(number, "a fragment of nothing and text, by " + piece, closes(1_002), piece,
        frame(opcode), frame(TEXT));
  }

  /// Pings are answered while the message is not complete.
  private static Row fiveFragments(String number) {
    return Row.of(number, "text in five fragments, a ping behind the second and the fourth",
        c -> {
          c.raw(frame(TEXT_BEGINS)).raw(frame(GOES_ON)).send(PING, (byte) '1');
          awaitPong(c, "1");
          c.raw(frame(GOES_ON)).raw(frame(GOES_ON)).send(PING, (byte) '2');
          awaitPong(c, "2");
          c.raw(frame(ENDS));
        }, stays().texts());
  }

  private static void awaitPong(WireClient client, String content) {
    var frame = client.read();
    while (frame instanceof Frame.Text) {
      frame = client.read(); // a beat, credit
    }
    if (!frame.equals(new Frame.Pong(content))) {
      throw new AssertionError("frame: " + frame + " (expected: pong " + content + ")");
    }
  }

  private static Row inPieces(String number, String sent, Outcome outcome, int piece,
      byte[]... frames) {
    return Row.of(number, sent, client -> {
      for (var frame : frames) {
        Row.chopped(client, Math.min(piece, frame.length), frame);
      }
    }, outcome);
  }

  private static byte[] frame(int first) {
    return WireClient.frame(first, stars(10));
  }
}
