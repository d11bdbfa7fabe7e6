package dev.earshot.testkit.upstream;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// vLLM's realtime transcription as its source has it (facts: wire-protocols B.6): 16 kHz, the model at the
/// top of an update that it does not answer, a commit that begins a generation and a final one that ends it.
public final class ScriptedVllm implements Protocol {
  /// One that hears whoever calls.
  public ScriptedVllm() {}

  @Override
  public Fault.@Nullable Answer refuses(Call call) {
    return call.path().equals("/v1/realtime") ? null : new Fault.Answer(404);
  }

  @Override
  public Conversation begin(Call call, ServerLine line) {
    return new Session(line);
  }

  private static final class Session implements Conversation {
    private final ServerLine line;
    private final SentinelEar ear = new SentinelEar();
    private final StringBuilder text = new StringBuilder();
    private boolean validated;
    private boolean generating;
    private boolean heard;

    Session(ServerLine line) {
      this.line = line;
    }

    @Override
    public void opened() {
      line.say("{\"type\":\"session.created\",\"id\":\"s\",\"created\":1}");
    }

    @Override
    public void bytes(byte[] bytes) {
      throw new IllegalStateException("bytes (expected: text)"); // its socket takes text only
    }

    @Override
    public void text(String message) {
      var json = message.replace(" ", "");
      switch (ScriptedOpenAi.field(message, "type")) {
        case "session.update" -> validated = !ScriptedOpenAi.field(message, "model").isEmpty()
            && !json.contains("\"session\"");
        case "input_audio_buffer.append" -> append(
            Base64.getDecoder().decode(ScriptedOpenAi.field(message, "audio")));
        case "input_audio_buffer.commit" -> {
          if (!validated) {
            error("model_not_validated");
          } else if (json.contains("\"final\":true")) {
            end();
          } else {
            generating = true;
            heard = false;
          }
        }
        default -> error("unknown_event");
      }
    }

    private void append(byte[] pcm) {
      if (!generating) {
        return; // the queue is cleared before the next generation
      }
      heard = true;
      var _ = ear.hear(pcm);
      line.heard(ear.heard());
      for (var said : ear.take()) {
        var delta = text.isEmpty() ? said.word() : " " + said.word();
        text.append(delta);
        delta(delta);
      }
    }

    private void end() {
      if (line.fault() instanceof Fault.NoFlush || line.fault() instanceof Fault.NoEnd) {
        return;
      }
      generating = false;
      if (!heard) {
        error("processing_error");
        return;
      }
      done(text.toString());
      text.setLength(0);
      if (line.fault() instanceof Fault.TalksOn) {
        delta(" late");
        done("late");
      }
    }

    private void delta(String delta) {
      line.say("{\"type\":\"transcription.delta\",\"delta\":\"" + delta + "\"}");
    }

    private void done(String all) {
      line.say("{\"type\":\"transcription.done\",\"text\":\"" + all
          + "\",\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}");
    }

    private void error(String code) {
      line.say("{\"type\":\"error\",\"error\":\"no\",\"code\":\"" + code + "\"}");
    }
  }
}
