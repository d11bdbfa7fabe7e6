package dev.earshot.gateway.rfc6455;

import static dev.earshot.gateway.rfc6455.Outcome.closes;
import static dev.earshot.gateway.rfc6455.Row.TEXT;
import static dev.earshot.gateway.rfc6455.Row.fragments;
import static dev.earshot.gateway.rfc6455.Row.stars;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Cases 12 and 13: compression (RFC 7692), which is not spoken here. Whatever is offered is declined, and
/// the offer does no harm: a message as long as the case's is understood as it is, and one that is compressed
/// all the same breaks the protocol.
final class CompressionRows {
  private static final String DEFLATE = "permessage-deflate";
  private static final String NO_CONTEXT = DEFLATE + "; server_no_context_takeover";
  private static final String BITS = "; server_max_window_bits=";
  private static final int KINDS_OF_CONTENT = 5;
  private static final List<String> OFFERS = List.of(DEFLATE, NO_CONTEXT, DEFLATE + BITS + 9,
      DEFLATE + BITS + 15, NO_CONTEXT + BITS + 9, NO_CONTEXT + BITS + 15,
      NO_CONTEXT + BITS + 9 + ", " + NO_CONTEXT + ", " + DEFLATE);
  private static final byte[] HELLO = HexFormat.of().parseHex("f248cdc9c90700");
  /// What fragments do is seen in cases 9.
  private static final int MOST_FRAGMENTS = 16;
  private static final int COMPRESSED_TEXT = TEXT | 0x40;

  /// @param fragment whole where it is as long as the message
  private record Size(int length, int fragment) {}

  private static final List<Size> SIZES = List.of(new Size(16, 16), new Size(64, 64),
      new Size(256, 256), new Size(1_024, 1_024), new Size(4_096, 4_096),
      new Size(8_192, 8_192), new Size(16_384, 16_384), new Size(32_768, 32_768),
      new Size(65_536, 65_536), new Size(131_072, 131_072), new Size(8_192, 256),
      new Size(16_384, 256), new Size(32_768, 256), new Size(65_536, 256),
      new Size(131_072, 256), new Size(131_072, 1_024), new Size(131_072, 4_096),
      new Size(131_072, 32_768));

  private CompressionRows() {}

  static Stream<Row> all() {
    return Stream.concat(
        IntStream.rangeClosed(1, KINDS_OF_CONTENT)
            .boxed()
            .flatMap(group -> rows("12." + group, DEFLATE)),
        IntStream.rangeClosed(1, OFFERS.size())
            .boxed()
            .flatMap(group -> rows("13." + group, OFFERS.get(group - 1))));
  }

  private static Stream<Row> rows(String group, String offer) {
    return IntStream.rangeClosed(1, SIZES.size()).mapToObj(i -> {
      var size = SIZES.get(i - 1);
      return new Row(group + "." + i, "text as in " + size + " behind an offer, one compressed",
          offer, client -> {
            fragments(client, TEXT, Math.max(size.fragment(), size.length() / MOST_FRAGMENTS),
                stars(size.length()));
            client.send(COMPRESSED_TEXT, HELLO);
          }, closes(1_002).texts());
    });
  }
}
