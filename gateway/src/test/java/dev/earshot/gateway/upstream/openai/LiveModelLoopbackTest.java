package dev.earshot.gateway.upstream.openai;

/// The same with a model that finds no turns: the client says where items end.
class LiveModelLoopbackTest extends LoopbackTest {
  @Override
  String model() {
    return "gpt-realtime-whisper";
  }
}
