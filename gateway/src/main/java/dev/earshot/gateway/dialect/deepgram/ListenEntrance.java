package dev.earshot.gateway.dialect.deepgram;

import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.stream.StreamSpec.Recognition;
import dev.earshot.gateway.dialect.BadRequestException;
import dev.earshot.gateway.dialect.Entrance;
import dev.earshot.gateway.dialect.Manners;
import dev.earshot.gateway.dialect.Refusal;
import dev.earshot.gateway.dialect.Reply;
import dev.earshot.gateway.dialect.Request;
import dev.earshot.gateway.dialect.Spoken;
import dev.earshot.gateway.dialect.Wish;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// `GET /v1/listen`: reads the query of a client of Deepgram's, in which everything is said.
///
/// Parameters that it knows and nobody here can honour are accepted where that misleads nobody, and
/// refused where it would; those it does not know are accepted.
public final class ListenEntrance implements Entrance {
  /// Ten seconds without a frame, a minute without sound, messages of 16 MiB: whole files come in one.
  public static final Manners MANNERS = new Manners(Duration.ofSeconds(10), Duration.ofSeconds(60),
      16 * 1024 * 1024, true);

  private static final Pattern TAG = Pattern.compile("[a-z]{2,8}(-[a-z0-9]{1,8}){0,4}");

  private final Capabilities engine;
  private final InstantSource clock;
  private final Manners manners;

  /// An entrance with manners of its own.
  ///
  /// @param engine its languages are those that can be asked for
  public ListenEntrance(Capabilities engine, InstantSource clock, Manners manners) {
    this.engine = engine;
    this.clock = clock;
    this.manners = manners;
  }

  @Override
  public Set<String> paths() {
    return Set.of("/v1/listen", "/v1/listen/");
  }

  @Override
  public Door door() {
    return Door.BEFORE_UPGRADE;
  }

  @Override
  public Spoken spoken() {
    return Spoken.DEEPGRAM;
  }

  @Override
  public Wish open(Request request) {
    var query = new ListenQuery(request.query());
    var language = language(query);
    var options = Options.of(query, engine.name());
    var sounds = Encodings.of(query);
    if (!query.problems().isEmpty() || sounds.isEmpty()) {
      throw new BadRequestException(query.problems());
    }
    var shown = ShownKey.of(request);
    return new Wish(sounds.get(), language, Recognition.OURS, shown.credential(),
        shown.subprotocol(), manners,
        stream -> new DeepgramDialect(stream, options, clock.instant()));
  }

  @Override
  public Map<String, String> greeting(String stream) {
    var headers = new LinkedHashMap<>(Refusals.HEADERS);
    headers.put("dg-request-id", stream);
    return headers;
  }

  @Override
  public Reply refuse(Refusal why, String request) {
    return Refusals.of(why, request);
  }

  private String language(ListenQuery query) {
    var language = query.text(Parameter.LANGUAGE, "en").toLowerCase(Locale.ROOT);
    if (!TAG.matcher(language).matches()) {
      query.refuse(Parameter.LANGUAGE, "a language tag such as en or en-US");
    } else if (!engine.understands(language)) {
      query.refuse(Parameter.LANGUAGE, String.join(", ", new TreeSet<>(engine.languages()))
          + " with the recogniser " + engine.name());
    }
    return language;
  }
}
