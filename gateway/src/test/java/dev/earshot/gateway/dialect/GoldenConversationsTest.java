package dev.earshot.gateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.stream.EndReason;
import dev.earshot.gateway.dialect.GoldenConversation.Line;
import dev.earshot.gateway.dialect.Wish.Sounds;
import dev.earshot.gateway.dialect.deepgram.ListenEntrance;
import dev.earshot.gateway.dialect.device.DeviceEntrance;
import dev.earshot.gateway.dialect.openai.OpenAiEntrance;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every dialect, letter by letter: each file of `golden/` is said to it. Their form: [GoldenConversation];
/// their events: [Notation].
class GoldenConversationsTest {
  private static final StreamId STREAM = new StreamId(new UUID(1, 2));
  private static final InstantSource CLOCK = InstantSource.fixed(
      Instant.parse("2026-11-24T12:00:00Z"));
  private static final Capabilities ENGINE = new Capabilities("sphinx", Set.of("en", "en-us"),
      true, true, Duration.ofSeconds(30), 6);
  private static final String BINARY = "binary ";
  private static final String HEARS = "hears ";
  private static final String ANSWERS = "=<";
  private static final Pattern SOUND = Pattern.compile("base64 (\\d+)");

  static List<Entrance> entrances() {
    return List.of(DeviceEntrance.withHeader(ENGINE, CLOCK),
        DeviceEntrance.withMessage(ENGINE, CLOCK),
        new ListenEntrance(ENGINE, CLOCK, ListenEntrance.MANNERS), new OpenAiEntrance(ENGINE));
  }

  static Stream<GoldenConversation> conversations() throws IOException, URISyntaxException {
    var folder = Objects.requireNonNull(
        GoldenConversationsTest.class.getResource("/golden"), "golden/");
    try (var files = Files.list(Path.of(folder.toURI()))) {
      return files.sorted().toList().stream().flatMap(file -> GoldenConversation.of(file).stream());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("conversations")
  void dialect_conversation_isThis(GoldenConversation conversation) {
    var said = new Said();
    var lines = conversation.lines();
    for (var i = 0; i < lines.size();) {
      var line = lines.get(i++);
      var from = i;
      while (i < lines.size() && ANSWERS.indexOf(lines.get(i).sign()) >= 0) {
        i++;
      }
      var goesOn = i < lines.size() && lines.get(i).sign() == '+';
      assertThat(said.hear(line, goesOn)).as("%s line %d: %s %s", conversation.file(),
          line.number(), line.sign(), line.text())
          .isEqualTo(lines.subList(from, i)
              .stream()
              .map(answer -> (answer.sign() + " " + answer.text()).strip())
              .toList());
    }
  }

  @Test
  void entrances_all_haveAConversation() throws IOException, URISyntaxException {
    var asked = conversations().flatMap(conversation -> conversation.lines().stream())
        .filter(line -> line.sign() == '?')
        .map(line -> URI.create(line.text()).getPath())
        .collect(Collectors.toSet());

    assertThat(entrances())
        .allMatch(entrance -> entrance.paths().stream().anyMatch(asked::contains));
  }

  /// One conversation as far as it went.
  private static final class Said {
    private final Map<String, String> headers = new HashMap<>();
    private String target = "";
    private @Nullable Dialect dialect;
    private long skipped;

    /// What is said to this line.
    ///
    /// @param goesOn whether the request goes on behind it: it is made when all of it is known
    List<String> hear(Line line, boolean goesOn) {
      return switch (line.sign()) {
        case '?' -> {
          target = line.text();
          yield goesOn ? List.of() : open();
        }
        case '+' -> {
          var header = line.text().split(": ", 2);
          headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
          yield goesOn ? List.of() : open();
        }
        case '>' -> read(line.text());
        case '!' -> happens(line.text());
        case 'x' -> over(EndReason.valueOf(line.text()));
        default -> throw new IllegalArgumentException(
            "line " + line.number() + " (expected: an answer behind something)");
      };
    }

    private Dialect dialect() {
      return Objects.requireNonNull(dialect, "expected: a line with ? before");
    }

    private List<String> open() {
      var uri = URI.create(target);
      var request = new Request(uri.getPath(), query(uri.getRawQuery()), headers);
      var wish = entrances().stream()
          .filter(entrance -> entrance.paths().contains(request.path()))
          .findFirst()
          .orElseThrow()
          .open(request);
      var opened = wish.dialect().apply(STREAM);
      dialect = opened;
      var greeting = told(opened.greeting());
      switch (wish.sounds()) {
        case Sounds.Frames(var format, var channels) -> opened.hears(format, channels);
        case Sounds.Woven(var format, var channels, var apart) ->
          opened.hears(format, apart ? channels : 1);
        case Sounds.Contained _,Sounds.Opus _,Sounds.Agreed _ -> {
        }
      }
      return greeting;
    }

    private List<String> happens(String text) {
      if (text.startsWith(HEARS)) {
        var parts = text.split(" ", -1);
        dialect().hears(new AudioFormat(Codec.valueOf(parts[1]), Integer.parseInt(parts[2])),
            Integer.parseInt(parts[3]));
        return List.of();
      }
      return told(dialect().write(Notation.event(text)));
    }

    private List<String> read(String text) {
      var event = text.startsWith(BINARY)
          ? dialect().read(ByteBuffer.allocate(Integer.parseInt(text.substring(BINARY.length()))))
          : dialect().read(withSound(text));
      var all = new ArrayList<>(
          Notation.meanings(event).stream().map(meaning -> "= " + meaning).toList());
      all.addAll(told(answers(event)));
      return all;
    }

    private static String withSound(String text) {
      return SOUND.matcher(text)
          .replaceAll(bytes -> Base64.getEncoder()
              .encodeToString(new byte[Integer.parseInt(bytes.group(1))]));
    }

    private List<String> answers(ClientEvent event) {
      return switch (event) {
        case ClientEvent.Several(var events) -> events.stream()
            .flatMap(one -> answers(one).stream())
            .toList();
        case ClientEvent.Unusable bad -> dialect().skipped(bad, ++skipped);
        case ClientEvent.Answered(var messages, var unusable) -> {
          var all = new ArrayList<>(messages);
          unusable.forEach(bad -> all.addAll(dialect().skipped(bad, ++skipped)));
          yield all;
        }
        case ClientEvent.Sound _,ClientEvent.SoundIs _,ClientEvent.StillHere _,ClientEvent.Flush _,ClientEvent.Finish _ ->
          List.of();
        case ClientEvent.ShowsKey _ -> dialect().keyLookedUp(true);
      };
    }

    private List<String> over(EndReason why) {
      var goodbye = dialect().goodbye(why);
      var all = new ArrayList<>(told(goodbye.messages()));
      all.add(("< close " + goodbye.code() + " " + goodbye.text()).strip());
      return all;
    }

    private static List<String> told(List<String> messages) {
      return messages.stream().map(message -> "< " + message).toList();
    }

    private static Map<String, List<String>> query(String raw) {
      var query = new LinkedHashMap<String, List<String>>();
      for (var pair : raw == null || raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
        var parts = (pair + "=").split("=", -1);
        query.computeIfAbsent(decoded(parts[0]), _ -> new ArrayList<>()).add(decoded(parts[1]));
      }
      return query;
    }

    private static String decoded(String text) {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
  }
}
