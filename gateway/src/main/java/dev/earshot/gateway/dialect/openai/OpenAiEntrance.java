package dev.earshot.gateway.dialect.openai;

import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.stream.StreamSpec.Recognition;
import dev.earshot.gateway.dialect.BadRequestException;
import dev.earshot.gateway.dialect.BadRequestException.Problem;
import dev.earshot.gateway.dialect.Entrance;
import dev.earshot.gateway.dialect.Manners;
import dev.earshot.gateway.dialect.Refusal;
import dev.earshot.gateway.dialect.Reply;
import dev.earshot.gateway.dialect.Request;
import dev.earshot.gateway.dialect.Spoken;
import dev.earshot.gateway.dialect.Wish;
import dev.earshot.gateway.dialect.Wish.Sounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `GET /v1/realtime`: OpenAI's realtime API for transcription. What the documented service wants to have
/// said in one way is taken in each: `intent=transcription`, or the name of a model that transcribes, or
/// both.
public final class OpenAiEntrance implements Entrance {
  private static final String INTENT = "transcription";
  private static final String SUBPROTOCOL = "realtime";
  private static final String BETA_HEADER = "openai-beta";
  private static final String BETA = "realtime=v1";
  private static final String BETA_SUBPROTOCOL = "openai-beta.realtime-v1";
  /// Models that answer, and do not transcribe.
  private static final Pattern ANSWERING = Pattern
      .compile("gpt-(4o-(mini-)?)?realtime(?!-whisper).*");
  private static final int LONGEST_MODEL = 128;
  /// 15 MiB of sound in base64, and the JSON around it.
  private static final int MESSAGE_BYTES = 21 * 1024 * 1024;
  private static final Manners MANNERS = new Manners(null, null, MESSAGE_BYTES, true);

  private final Capabilities engine;

  /// @param engine its languages are those that can be asked for
  public OpenAiEntrance(Capabilities engine) {
    this.engine = engine;
  }

  /// With OpenAI's address, and with Azure's.
  @Override
  public Set<String> paths() {
    return Set.of("/v1/realtime", "/v1/realtime/", "/openai/v1/realtime", "/openai/realtime");
  }

  @Override
  public Spoken spoken() {
    return Spoken.OPENAI;
  }

  @Override
  public Wish open(Request request) {
    var problems = new ArrayList<Problem>();
    var model = model(request.query(), problems);
    if (!problems.isEmpty()) {
      throw new BadRequestException(problems);
    }
    var style = isBeta(request) ? Style.BETA : Style.GA;
    var usual = Session.by(engine);
    var session = model == null ? usual : usual.withModel(model);
    return new Wish(new Sounds.Agreed(), language(), Recognition.OURS, Credentials.of(request),
        request.subprotocols().contains(SUBPROTOCOL) ? SUBPROTOCOL : null, MANNERS,
        stream -> new OpenAiDialect(stream, style, engine, session));
  }

  @Override
  public Door door() {
    return Door.BEFORE_UPGRADE;
  }

  @Override
  public Reply refuse(Refusal why, String request) {
    return Refusals.reply(why).with("x-request-id", request);
  }

  /// The recogniser's own where it does not know English.
  private String language() {
    return engine.understands("en") ? "en" : new TreeSet<>(engine.languages()).first();
  }

  /// The model that is to transcribe, as far as the request names one.
  private static @Nullable String model(Map<String, List<String>> query,
      List<Problem> problems) {
    if (query.containsKey("call_id")) {
      problems.add(new Problem("call_id", "given", "none: there are no calls to listen to here"));
    }
    var intent = first(query, "intent");
    if (intent != null && !intent.equals(INTENT)) {
      problems.add(new Problem("intent", intent, INTENT));
    }
    var model = first(query, "model");
    var named = model == null ? first(query, "deployment") : model;
    if (named == null) {
      if (intent == null) {
        problems.add(new Problem("intent", "missing", INTENT + ", or the model that transcribes"));
      }
      return null;
    }
    if (named.isEmpty() || named.length() > LONGEST_MODEL) {
      problems.add(new Problem("model", named, "1.." + LONGEST_MODEL + " characters"));
      return null;
    }
    if (ANSWERING.matcher(named).matches()) {
      if (intent == null) {
        problems.add(new Problem("model", named, "a model that transcribes; nobody answers here"));
      }
      return null;
    }
    return named;
  }

  private static @Nullable String first(Map<String, List<String>> query, String name) {
    var values = query.get(name);
    return values == null ? null : values.getFirst();
  }

  private static boolean isBeta(Request request) {
    var header = request.header(BETA_HEADER);
    return request.subprotocols().contains(BETA_SUBPROTOCOL)
        || (header != null && header.contains(BETA));
  }
}
