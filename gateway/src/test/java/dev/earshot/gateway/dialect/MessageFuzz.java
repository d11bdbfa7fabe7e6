package dev.earshot.gateway.dialect;

import dev.earshot.gateway.api.app.AppBodies;
import java.nio.charset.StandardCharsets;

/// What must hold for any text: each message is one typed event, what is answered is JSON of a length that
/// the question explains, and nothing is thrown. A fuzzer calls it.
///
/// The first byte, a digit or the colon behind them, says who is spoken to; the messages follow, with a tab between two.
public final class MessageFuzz {
  private static final Listener[] LISTENERS = Listener.values();
  private static final String DEEPGRAM = "/v1/listen?encoding=linear16&sample_rate=16000";
  private static final String DEVICE = "/v4/listen?codec=pcm16&sample_rate=16000";
  private static final String OPENAI = "/v1/realtime?intent=transcription";

  /// Who is spoken to: the first digit of an input is its place in this list.
  enum Listener {
    DEVICE, DEVICE_WITH_WORDS, DEEPGRAM, DEEPGRAM_OF_TWO, DEEPGRAM_CONTAINED, OPENAI, OPENAI_BETA, PRESET, GRANT, SECRET, APP
  }

  private MessageFuzz() {}

  /// Called by the fuzzer first, by this name: what is loaded once takes no time of an input's.
  public static void fuzzerInitialize() {
    for (var listener : LISTENERS) {
      check(listener, "{\"type\":\"finish\",\"audio\":\"!\"}");
    }
  }

  /// Called by the fuzzer, by this name.
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length > 0) {
      check(LISTENERS[Math.floorMod(input[0] - '0', LISTENERS.length)],
          new String(input, 1, input.length - 1, StandardCharsets.UTF_8));
    }
  }

  static void check(Listener listener, String text) {
    switch (listener) {
      case DEVICE -> talk(DEVICE, text);
      case DEVICE_WITH_WORDS -> talk(DEVICE + "&custom_stt=enabled", text);
      case DEEPGRAM -> talk(DEEPGRAM + "&interim_results=true&utterance_end_ms=1000", text);
      case DEEPGRAM_OF_TWO -> talk(DEEPGRAM + "&channels=2&multichannel=true", text);
      case DEEPGRAM_CONTAINED -> talk("/v1/listen", text);
      case OPENAI -> talk(OPENAI, text);
      case OPENAI_BETA -> new AnyClient(OPENAI, "realtime=v1", "").say(text);
      case PRESET -> new AnyClient(OPENAI, "", text).say("{\"type\":\"session.update\"}");
      case APP -> AppBodies.check(text);
      case GRANT -> TokenRequest.grant(text);
      case SECRET -> {
        TokenRequest.secret(text);
        TokenRequest.betaSecret(text);
      }
    }
  }

  private static void talk(String target, String text) {
    new AnyClient(target, "", "").say(text);
  }
}
