package dev.earshot.redis;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.earshot.core.invalidation.InvalidationBus;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The seed system's message: `{"event":"invalidate","keys":["apps:1"],"timestamp":1764421200.25}`.
sealed interface InvalidationMessage {
  /// The longest message that is read, in characters.
  int LONGEST = 512 * 1_024;

  /// These keys hold no longer.
  record Keys(List<String> keys) implements InvalidationMessage {
    public Keys {
      keys = List.copyOf(keys);
    }
  }

  /// Something else happened, of which we know nothing.
  record OtherEvent() implements InvalidationMessage {}

  /// Nobody who knows the protocol said this.
  record Poison() implements InvalidationMessage {}

  /// The message that these keys hold no longer.
  ///
  /// @param keys [InvalidationBus#MOST_KEYS] at most
  /// @param now in the message in seconds since 1970
  static String write(List<String> keys, Instant now) {
    var text = new StringWriter();
    try (var json = Wording.JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("event", Wording.EVENT);
      json.writeArrayFieldStart("keys");
      for (var key : keys) {
        json.writeString(key);
      }
      json.writeEndArray();
      json.writeNumberField("timestamp", now.toEpochMilli() / 1_000.0);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a text in memory takes everything
    }
    return text.toString();
  }

  /// What was said, of which there may be anything.
  static InvalidationMessage read(String text) {
    if (text.length() > LONGEST) {
      return new Poison();
    }
    try (var json = Wording.JSON.createParser(text)) {
      return new Wording(json).read();
    } catch (IOException e) {
      return new Poison();
    }
  }

  /// A message that is being read, token by token.
  final class Wording {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String EVENT = "invalidate";

    private final JsonParser json;
    private @Nullable String event;
    private @Nullable List<String> keys;

    private Wording(JsonParser json) {
      this.json = json;
    }

    private InvalidationMessage read() throws IOException {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return new Poison();
      }
      for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        var value = json.nextToken();
        switch (name) {
          case "event" -> event = value == JsonToken.VALUE_STRING ? json.getText() : null;
          case "keys" -> keys = value == JsonToken.START_ARRAY ? keys() : null;
          default -> {
          } // whatever a later version says beside it
        }
        json.skipChildren();
      }
      if (json.nextToken() != null || event == null) {
        return new Poison();
      }
      if (!event.equals(EVENT)) {
        return new OtherEvent();
      }
      return keys == null ? new Poison() : new Keys(keys);
    }

    /// Null where one is no key, or there are too many.
    private @Nullable List<String> keys() throws IOException {
      var all = new ArrayList<String>();
      var areGood = true;
      while (json.nextToken() != JsonToken.END_ARRAY) {
        areGood &= json.currentToken() == JsonToken.VALUE_STRING
            && all.size() < InvalidationBus.MOST_KEYS && !json.getText().isEmpty()
            && json.getText().length() <= InvalidationBus.LONGEST_KEY;
        if (areGood) {
          all.add(json.getText());
        }
        json.skipChildren();
      }
      return areGood ? all : null;
    }
  }
}
