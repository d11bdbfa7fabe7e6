package dev.earshot.testkit.upstream;

import dev.earshot.testkit.upstream.SentinelEar.Said;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// vosk-server as its source has it (facts: wire-protocols C.6): 8 kHz until it is told otherwise, exactly one
/// reply to each frame, a result where speech stops, and two texts that are compared letter by letter.
public final class ScriptedVosk implements Protocol {
  private static final double RATE = 16_000;

  /// One that hears whoever calls.
  public ScriptedVosk() {}

  @Override
  public Fault.@Nullable Answer refuses(Call call) {
    return null;
  }

  @Override
  public Conversation begin(Call call, ServerLine line) {
    return new Listening(line);
  }

  private static final class Listening implements Conversation {
    private final ServerLine line;
    private final SentinelEar ear = new SentinelEar();
    private boolean rateIsKnown;
    private boolean timesWords;

    Listening(ServerLine line) {
      this.line = line;
    }

    @Override
    public void bytes(byte[] bytes) {
      if (!rateIsKnown) {
        line.say(result(List.of(new Said("slow", 0, 1)))); // heard at half the speed
        return;
      }
      var _ = ear.hear(bytes);
      line.heard(ear.heard());
      line.say(ear.isSilent() && !ear.open().isEmpty()
          ? result(ear.take())
          : "{\n  \"partial\" : \"" + text(ear.open()) + "\"\n}");
    }

    @Override
    public void text(String text) {
      if (text.contains("config")) {
        rateIsKnown = text.replace(" ", "").matches(".*\"sample_rate\":16000(\\.0)?[,}].*");
        timesWords = text.replace(" ", "").contains("\"words\":true");
        return;
      }
      switch (text) {
        case "{\"reset\" : 1}" -> {
          if (!(line.fault() instanceof Fault.NoFlush)) {
            line.say(result(ear.take()));
          }
        }
        case "{\"eof\" : 1}" -> end();
        default -> line.close(1011, ""); // the recogniser takes bytes: its exception ends the connection
      }
    }

    private void end() {
      if (line.fault() instanceof Fault.NoEnd) {
        return;
      }
      line.say(result(ear.take()));
      if (line.fault() instanceof Fault.TalksOn) {
        line.say(result(List.of(new Said("late", 0, ear.heard()))));
      }
      line.close(1000, "");
    }

    private String result(List<Said> said) {
      var words = said.stream()
          .map(one -> "{\n \"conf\" : 1.000000, \"end\" : %s, \"start\" : %s, \"word\" : \"%s\" }"
              .formatted(seconds(one.to()), seconds(one.from()), one.word()))
          .collect(Collectors.joining(","));
      var result = timesWords && !said.isEmpty() ? "  \"result\" : [" + words + "],\n" : "";
      return "{\n" + result + "  \"text\" : \"" + text(said) + "\"\n}";
    }

    private static String text(List<Said> said) {
      return said.stream().map(Said::word).collect(Collectors.joining(" "));
    }

    private static String seconds(long samples) {
      return String.format(Locale.ROOT, "%.6f", samples / RATE);
    }
  }
}
