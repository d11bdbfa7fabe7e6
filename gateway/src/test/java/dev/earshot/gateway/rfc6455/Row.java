package dev.earshot.gateway.rfc6455;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.earshot.gateway.wire.Frame;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.util.Arrays;
import java.util.function.Consumer;

/// One case.
///
/// @param number of the Autobahn test suite
/// @param sent in words
/// @param offer of extensions in the handshake; empty for none
record Row(String number, String sent, String offer, Consumer<WireClient> sending,
    Outcome outcome) {
  static final int TEXT = 0x81;
  static final int TEXT_BEGINS = 0x01;
  static final int BINARY = 0x82;
  static final int BINARY_BEGINS = 0x02;
  static final int GOES_ON = 0x00;
  static final int ENDS = 0x80;
  static final int CLOSE = 0x88;
  static final int PING = 0x89;
  static final int PONG = 0x8A;

  static Row of(String number, String sent, Consumer<WireClient> sending, Outcome outcome) {
    return new Row(number, sent, "", sending, outcome);
  }

  /// Does it against this gateway, and sees what comes of it.
  Outcome run(TestHouse house) {
    try (var client = WireClient.connect(house.port())) {
      upgrade(client);
      sending.accept(client.ready());
      if (outcome.goesOn()) {
        client.finish();
      }
      var heard = client.readAll();
      if (heard.closeCode() == 1_000) {
        end(client);
      }
      return Outcome.seen(outcome.goesOn(), heard);
    }
  }

  private void upgrade(WireClient client) {
    var plain = WireClient.handshake(TestHouse.LISTEN, TestHouse.KEY);
    var answer = client.request(offer.isEmpty()
        ? plain
        : plain.replace("\r\n\r\n", "\r\nSec-WebSocket-Extensions: " + offer + "\r\n\r\n"));
    if (answer.status() != 101 || answer.headers().containsKey("sec-websocket-extensions")) {
      throw new AssertionError("answer: " + answer + " (expected: 101, no extension)");
    }
  }

  /// The connection ends as soon as both have closed.
  private void end(WireClient client) {
    if (outcome.goesOn()) {
      client.close(1_000);
    }
    if (!(client.read() instanceof Frame.End)) {
      throw new AssertionError("close: not the last (expected: nothing behind it)");
    }
  }

  /// Text that nobody understands, so that it is told when it came in.
  static byte[] stars(int length) {
    return "*".repeat(length).getBytes(ISO_8859_1);
  }

  /// Writes piece by piece, each by itself.
  static void chopped(WireClient client, int piece, byte... bytes) {
    for (var at = 0; at < bytes.length; at += piece) {
      client.raw(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece)));
    }
  }

  /// A message in fragments of this length.
  static void fragments(WireClient client, int first, int length, byte... message) {
    for (var at = 0; at < message.length; at += length) {
      var end = Math.min(message.length, at + length);
      client.send((at == 0 ? first & 0x0F : GOES_ON) | (end == message.length ? 0x80 : 0),
          Arrays.copyOfRange(message, at, end));
    }
  }

  @Override
  public String toString() {
    return number + " " + sent;
  }
}
