package dev.earshot.gateway.upstream.deepgram;

import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.recogniser.Capabilities.Feed;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.recogniser.RecogniserException;
import dev.earshot.core.recogniser.RecogniserException.Busy;
import dev.earshot.core.recogniser.RecogniserException.Garbled;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.recogniser.RecogniserException.Refused;
import dev.earshot.gateway.upstream.UpstreamLimits;
import dev.earshot.gateway.upstream.wire.WireLimits;
import dev.earshot.gateway.upstream.wire.Wires;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.testkit.upstream.Fault;
import dev.earshot.testkit.upstream.ScriptedDeepgram;
import dev.earshot.testkit.upstream.ScriptedUpstream;
import dev.earshot.testkit.upstream.UpstreamContract;
import dev.earshot.testkit.upstream.UpstreamFaultContract;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CleanLog.class)
@Timeout(120)
class DeepgramRecogniserTest implements UpstreamContract, UpstreamFaultContract {
  private static final String KEY = "key-" + CleanLog.SECRET;
  private static final Wires WIRES = Wires
      .open(WireLimits.USUAL.connectWithin(Duration.ofSeconds(1)));

  private final ScriptedUpstream server = ScriptedUpstream.open(new ScriptedDeepgram(KEY));

  @AfterEach
  void closeServer() {
    server.close();
  }

  @AfterAll
  static void closeWires() {
    WIRES.close();
  }

  @Override
  public ScriptedUpstream server() {
    return server;
  }

  @Override
  public Recogniser recogniser() {
    return DeepgramRecogniser.of(WIRES, server.uri(), KEY, "nova-3", atAnyPace(),
        UpstreamLimits.USUAL.answers(Duration.ofSeconds(1), Duration.ofSeconds(2)));
  }

  static Capabilities atAnyPace() {
    var usual = DeepgramRecogniser.CAPABILITIES;
    var feed = usual.feed();
    return new Capabilities(usual.name(), usual.languages(), usual.partials(), usual.wordTimes(),
        new Feed(feed.shortest(), feed.longest(), feed.backlog(), Double.POSITIVE_INFINITY,
            feed.flush()),
        usual.session(), usual.tariff());
  }

  @Override
  public Map<Fault.Close, Class<? extends RecogniserException>> goodbyes() {
    return Map.of(new Fault.Close(1_000, 1000, ""), Lost.class,
        new Fault.Close(1_000, 1008, "DATA-0000"), Garbled.class,
        new Fault.Close(1_000, 1008, "ASR_PAYMENT_REQUIRED"), Refused.class,
        new Fault.Close(1_000, 1011, "NET-0000"), Lost.class,
        new Fault.Close(1_000, 1011, "NET-0001"), Lost.class,
        new Fault.Close(1_000, 1012, ""), Lost.class,
        new Fault.Close(1_000, 1013, ""), Busy.class);
  }

  @Override
  public Map<String, Class<? extends RecogniserException>> errors() {
    return Map.of("{\"error_code\":402,\"error_message\":\"no\",\"request_id\":\"r\"}",
        Refused.class, "{\"error_code\":429,\"error_message\":\"no\"}", Busy.class,
        "{\"type\":\"Error\",\"description\":\"no\",\"message\":\"no\",\"variant\":\"no\"}",
        Lost.class);
  }

  @Override
  public String harmless() {
    return "{\"type\":\"Metadata\"}";
  }

  @Override
  public List<String> garbage() {
    return List.of("no JSON", "{\"type\":\"Results\"", "[]", "17", "", "{} {}",
        "{\"type\":\"Results\"}", "[".repeat(10_000), "{\"a\":".repeat(10_000),
        words("-1", "1", ""), words("0", "-1", ""), words("0", "\"1\"", ""),
        words("1e400", "1", ""),
        words("99", "1", ""), words("0", "1", word(-0.5, 0.5)), words("0", "1", word(0.9, 0.5)),
        words("0", "1", word(0, 99)), words("0", "1", "{\"word\":\"w\"}"),
        words("0", "1", "{\"word\":\"w\",\"start\":0,\"end\":1,\"confidence\":7}"));
  }

  private static String words(String start, String duration, String words) {
    return "{\"type\":\"Results\",\"start\":" + start + ",\"duration\":" + duration
        + ",\"is_final\":true,\"speech_final\":false,\"channel\":{\"alternatives\":[{"
        + "\"transcript\":\"\",\"words\":[" + words + "]}]}}";
  }

  private static String word(double from, double to) {
    return "{\"word\":\"w\",\"start\":" + from + ",\"end\":" + to + ",\"confidence\":1}";
  }
}
