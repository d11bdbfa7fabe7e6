package dev.earshot.gateway;

import dev.earshot.gateway.config.EngineSettings;
import dev.earshot.gateway.config.EngineSettings.Deepgram;
import dev.earshot.gateway.config.EngineSettings.Embedded;
import dev.earshot.gateway.config.EngineSettings.OpenAi;
import dev.earshot.gateway.config.EngineSettings.Vosk;
import dev.earshot.gateway.config.EngineSettings.VoskLocal;
import dev.earshot.gateway.config.GatewayConfig;
import dev.earshot.gateway.config.Secret;
import dev.earshot.silero.SileroModel;
import dev.earshot.sphinx.SphinxAdapter;
import dev.earshot.sphinx.SphinxConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Whether a recogniser can be had, for somebody who sets up a machine: each target is dialled once, with
/// the key that streams would show, and hung up.
///
/// @param text where it is, and what to do where it cannot be had
public record EngineCheck(String engine, boolean fine, String text) {
  private static final Duration WITHIN = Duration.ofSeconds(5);
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final String LISTEN = "/v1/listen";
  private static final String REALTIME = "/v1/realtime";

  /// Asks each that this configuration names, in its order. Blocks for some seconds.
  public static List<EngineCheck> all(GatewayConfig config) {
    return config.engines().all().stream().flatMap(settings -> of(config, settings)).toList();
  }

  /// Loads the model that tells voices from noise; empty where there is none to be loaded.
  public static Optional<EngineCheck> voices(GatewayConfig config) {
    return Optional.ofNullable(config.engines().relaying().silero()).map(EngineCheck::silero);
  }

  private static EngineCheck silero(Path file) {
    try (var _ = SileroModel.open(file)) {
      return new EngineCheck("silero", true, file + " is a model");
    } catch (IllegalArgumentException e) {
      return new EngineCheck("silero", false, String.valueOf(e.getMessage()));
    }
  }

  private static Stream<EngineCheck> of(GatewayConfig config, EngineSettings settings) {
    return switch (settings) {
      case Embedded(var engine) -> Stream.of(switch (engine) {
        case SPHINX -> {
          var check = SphinxAdapter.check(SphinxConfig.in(config.models()));
          yield new EngineCheck(engine.wireName(), check.fine(), check.text());
        }
        case SCRIPTED -> new EngineCheck(engine.wireName(), true, "says w0, w1, ...");
        case CLOCK -> new EngineCheck(engine.wireName(), true, "says w0@time, w1@time, ...");
        case DEEPGRAM, OPENAI, VOSK, VOSK_LOCAL -> throw new IllegalArgumentException(
            "engine: " + engine + " (expected: one without settings)");
      });
      case Deepgram(var targets, var key, var model, _) -> targets.stream()
          .map(target -> dialled("deepgram", target, LISTEN + "?model=" + model
              + "&encoding=linear16&sample_rate=16000", "Token ", key));
      case OpenAi(var targets, var key, var model, var variant) -> targets.stream()
          .map(target -> dialled("openai", target, switch (variant) {
            case OPENAI -> REALTIME + "?intent=transcription";
            case SPEACHES -> REALTIME + "?intent=transcription&model=" + model;
            case VLLM -> REALTIME;
          }, "Bearer ", key));
      case Vosk(var targets) -> targets.stream()
          .map(target -> dialled("vosk", target, "/", "", null));
      case VoskLocal(var model) -> Stream.of(folder(model));
    };
  }

  private static EngineCheck folder(Path model) {
    var fine = Files.isRegularFile(model.resolve("am/final.mdl"))
        || Files.isRegularFile(model.resolve("final.mdl"));
    return new EngineCheck("vosk-local", fine, model + (fine
        ? " is a model"
        : ": no final.mdl in it (expected: the folder of an unpacked model): set EARSHOT_VOSK_MODEL"));
  }

  private static EngineCheck dialled(String engine, URI target, String path, String scheme,
      @Nullable Secret key) {
    var uri = URI.create(address(target, path));
    try (var http = HttpClient.newBuilder().connectTimeout(WITHIN).build()) {
      var builder = http.newWebSocketBuilder().connectTimeout(WITHIN);
      if (key != null) {
        builder.header("Authorization", scheme + key.text());
      }
      builder.buildAsync(uri, new WebSocket.Listener() {
      }).join().abort();
      return new EngineCheck(engine, true, target + " answers" + (isShownToOthers(target, key)
          ? "; the key goes there in clear, use wss://"
          : ""));
    } catch (CompletionException e) {
      return new EngineCheck(engine, false, target + ": " + told(engine, e.getCause()));
    }
  }

  /// The operator may have written the path as well.
  private static String address(URI target, String path) {
    var base = target.toString().replaceFirst("/+$", "");
    var query = path.indexOf('?');
    var bare = query < 0 ? path : path.substring(0, query);
    return base.endsWith(bare) ? base + path.substring(bare.length()) : base + path;
  }

  private static boolean isShownToOthers(URI target, @Nullable Secret key) {
    return key != null && "ws".equals(target.getScheme()) && !HERE.contains(target.getHost());
  }

  private static String told(String engine, @Nullable Throwable why) {
    var name = "EARSHOT_" + engine.toUpperCase(Locale.ROOT);
    return switch (why) {
      case WebSocketHandshakeException e -> switch (e.getResponse().statusCode()) {
        case 401, 403 -> "the key is refused (" + e.getResponse().statusCode() + "): set " + name
            + "_KEY";
        case 402 -> "the account has nothing left to pay with (402)";
        case 429 -> "no more connections now (429)";
        default -> "answers " + e.getResponse().statusCode() + " (expected: 101): check " + name
            + "_URL";
      };
      case ConnectException _ -> "cannot be reached: start it, or set " + name + "_URL";
      case IOException e -> "no WebSocket (" + e.getClass().getSimpleName() + "): check " + name
          + "_URL";
      case null, default -> "does not answer: check " + name + "_URL";
    };
  }
}
