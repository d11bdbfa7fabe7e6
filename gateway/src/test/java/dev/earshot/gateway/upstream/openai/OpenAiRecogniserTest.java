package dev.earshot.gateway.upstream.openai;

import dev.earshot.gateway.upstream.Switchboard;
import dev.earshot.gateway.upstream.wire.WireLimits;
import dev.earshot.gateway.upstream.wire.Wires;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.testkit.upstream.ScriptedOpenAi;
import dev.earshot.testkit.upstream.ScriptedOpenAi.Dress;
import dev.earshot.testkit.upstream.ScriptedUpstream;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// OpenAI finds where turns end.
@ExtendWith(CleanLog.class)
@Timeout(120)
class OpenAiRecogniserTest implements OpenAiClientContract {
  private static final Wires WIRES = Wires
      .open(WireLimits.USUAL.connectWithin(Duration.ofSeconds(1)));

  private final ScriptedUpstream server = ScriptedUpstream
      .open(new ScriptedOpenAi(Dress.OPENAI, KEY));

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
  public Switchboard wires() {
    return WIRES;
  }

  @Override
  public Variant variant() {
    return Variant.OPENAI;
  }

  @Override
  public String model() {
    return "gpt-4o-transcribe";
  }
}
