package dev.earshot.gateway.socket;

import dev.earshot.gateway.wire.WireClient;

/// The doors at which [ConnectionFuzz] knocks: the first byte of an input is its place in this list.
enum FrameDoor {
  DEVICE("/v4/listen?codec=pcm16&sample_rate=16000"), DEVICE_OF_TWO(
      "/v4/listen?codec=pcm8&sample_rate=16000&channels=2"), DEVICE_WITH_WORDS(
          "/v4/listen?codec=pcm16&sample_rate=16000&custom_stt=enabled"), BROWSER(
              "/v4/web/listen?codec=pcm16&sample_rate=16000"), DEEPGRAM(
                  "/v1/listen?encoding=linear16&sample_rate=16000"), DEEPGRAM_CONTAINED(
                      "/v1/listen?multichannel=true"), OPENAI("/v1/realtime?intent=transcription"),
  /// The bytes are the request, and whatever follows it.
  REQUEST("");

  static final String KEY = "key";

  private final String target;

  FrameDoor(String target) {
    this.target = target;
  }

  /// What a client asks for before the bytes come.
  String request() {
    return target.isEmpty() ? "" : WireClient.handshake(target, this == BROWSER ? null : KEY);
  }

  /// Whether what it is told while bytes come is told at once: elsewhere something is told between two
  /// reads, and may come too late, or change what follows.
  boolean tellsAtOnce() {
    return switch (this) {
      case DEVICE, DEVICE_OF_TWO, DEVICE_WITH_WORDS -> true;
      case BROWSER, DEEPGRAM, DEEPGRAM_CONTAINED, OPENAI, REQUEST -> false;
    };
  }
}
