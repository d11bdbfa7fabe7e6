package dev.earshot.gateway.upstream.vosk;

import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.recogniser.RecogniserException;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.gateway.upstream.UpstreamLimits;
import dev.earshot.gateway.upstream.wire.WireLimits;
import dev.earshot.gateway.upstream.wire.Wires;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.testkit.upstream.Fault;
import dev.earshot.testkit.upstream.ScriptedUpstream;
import dev.earshot.testkit.upstream.ScriptedVosk;
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
class VoskRecogniserTest implements UpstreamContract, UpstreamFaultContract {
  private static final UpstreamLimits USUAL = UpstreamLimits.USUAL;
  /// So much may go at once that the pace is the one it can have, though a leg looks at its clock now and then.
  private static final Duration AHEAD = Duration.ofSeconds(6);
  private static final UpstreamLimits LIMITS = new UpstreamLimits(USUAL.ready(), USUAL.ping(),
      USUAL.dead(), Duration.ofSeconds(1), Duration.ofSeconds(2), USUAL.messages(), AHEAD,
      USUAL.warm());
  private static final Wires WIRES = Wires
      .open(WireLimits.USUAL.connectWithin(Duration.ofSeconds(1)));

  private final ScriptedUpstream server = ScriptedUpstream.open(new ScriptedVosk());

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
    return VoskRecogniser.of(WIRES, server.uri(), LIMITS);
  }

  @Override
  public Map<Fault.Close, Class<? extends RecogniserException>> goodbyes() {
    return Map.of(new Fault.Close(1_000, 1000, ""), Lost.class,
        new Fault.Close(1_000, 1011, ""), Lost.class,
        new Fault.Close(1_000, 1012, ""), Lost.class);
  }

  /// One too many: it is a reply to nothing as soon as all frames have theirs.
  @Override
  public String harmless() {
    return "{\"partial\" : \"\"}";
  }

  @Override
  public List<String> garbage() {
    return List.of("no JSON", "{\"text\":", "[]", "17", "", "{} {}", "{}", "{\"text\":7}",
        "{\"partial\":[]}", "[".repeat(10_000), "{\"a\":".repeat(10_000),
        "{\"text\":\"a\",\"result\":{}}", "{\"text\":\"a\",\"result\":[7]}", word(-0.5, 0.5, "1"),
        word(0.9, 0.5, "1"), word(0, 99, "1"), word(0, 1, "7"), word(0, 1, "\"1\""),
        "{\"text\":\"a\",\"result\":[{\"word\":\"a\",\"start\":1e400,\"end\":1e400,\"conf\":1}]}");
  }

  private static String word(double from, double to, String confidence) {
    return "{\"text\":\"a\",\"result\":[{\"word\":\"a\",\"start\":" + from + ",\"end\":" + to
        + ",\"conf\":" + confidence + "}]}";
  }
}
