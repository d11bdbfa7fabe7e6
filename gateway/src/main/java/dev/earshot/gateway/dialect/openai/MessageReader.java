package dev.earshot.gateway.dialect.openai;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.earshot.gateway.dialect.ClientJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Reads the messages of a client token by token: sound is decoded straight out of the text, with no
/// tree and no second text of it, and nothing of a message is remembered. Fields may come in any order.
final class MessageReader {
  private static final int LONGEST_NAME = 512;
  private static final Base64Variant BASE64 = Base64Variants.MIME_NO_LINEFEEDS;
  /// More of the message follows what it reads.
  private static final ObjectReader TREES = Json.MAPPER.reader()
      .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private MessageReader() {}

  /// What was read.
  sealed interface Reading {
    record Message(ClientMessage value) implements Reading {}

    /// The sound in it is no base64.
    record NotBase64(ClientMessage around) implements Reading {}

    /// It is JSON, but no object.
    record NotAnObject() implements Reading {}

    /// It is no JSON, or none within the bounds.
    ///
    /// @param why what is wrong with it
    record NotJson(String why) implements Reading {}
  }

  static Reading read(String text) {
    try {
      return read(text, true);
    } catch (NotBase64Exception e) {
      return readAround(text);
    } catch (IOException e) {
      return notJson(e);
    }
  }

  /// The sound cannot be read; who sent it may still be told which message it was in. What stands behind the
  /// sound is read for the first time here.
  private static Reading readAround(String text) {
    try {
      return switch (read(text, false)) {
        case Reading.Message(var value) -> new Reading.NotBase64(value);
        case Reading.NotJson more -> more;
        case Reading.NotBase64 _,Reading.NotAnObject _ ->
          throw new IllegalStateException("a message was read otherwise before");
      };
    } catch (IOException e) {
      return notJson(e);
    }
  }

  private static Reading notJson(IOException why) {
    return new Reading.NotJson(why instanceof StreamConstraintsException
        ? "too deep or too long (expected: <= " + ClientJson.DEEPEST
            + " levels, <= 15 MiB of sound)"
        : "malformed (expected: one JSON object)");
  }

  private static Reading read(String text, boolean decoding) throws IOException {
    try (var parser = Json.MAPPER.createParser(text)) {
      var first = parser.nextToken();
      if (first == null) {
        return new Reading.NotJson("empty (expected: one JSON object)");
      }
      if (first != JsonToken.START_OBJECT) {
        return new Reading.NotAnObject();
      }
      var message = fields(parser, decoding);
      return parser.nextToken() == null
          ? new Reading.Message(message)
          : new Reading.NotJson("more than one value (expected: one JSON object)");
    }
  }

  private static ClientMessage fields(JsonParser parser, boolean decoding) throws IOException {
    var type = "";
    String eventId = null;
    ByteBuffer audio = null;
    JsonNode session = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "type" -> {
          var value = name(parser);
          type = value == null ? "" : value;
        }
        case "event_id" -> eventId = name(parser);
        case "audio" -> audio = decoding ? audio(parser) : skipped(parser);
        case "session" -> session = TREES.readTree(parser);
        default -> parser.skipChildren();
      }
    }
    return new ClientMessage(type, eventId, audio, session);
  }

  private static @Nullable String name(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      parser.skipChildren();
      return null;
    }
    var text = parser.getText();
    return text.length() > LONGEST_NAME ? null : text;
  }

  private static @Nullable ByteBuffer audio(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      return skipped(parser);
    }
    try {
      return ByteBuffer.wrap(parser.getBinaryValue(BASE64));
    } catch (StreamConstraintsException e) {
      throw e;
    } catch (JsonProcessingException e) {
      throw new NotBase64Exception(e);
    }
  }

  private static @Nullable ByteBuffer skipped(JsonParser parser) throws IOException {
    parser.skipChildren();
    return null;
  }

  /// Whether it is the base64 or the JSON around it, only a second look tells.
  private static final class NotBase64Exception extends IOException {
    private static final long serialVersionUID = 1L;

    NotBase64Exception(JsonProcessingException cause) {
      super(cause);
    }
  }
}
