package dev.earshot.vosk;

import dev.earshot.testkit.upstream.SentinelEar;
import dev.earshot.testkit.upstream.SentinelEar.Said;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// Voices that hear the sentinels of the test kit and answer as the library does. A voice that is used by two
/// threads at once, or after it was freed, says so: the library would crash.
final class ScriptedModel implements VoiceModel {
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicInteger wrongs = new AtomicInteger();
  private volatile boolean timesWords = true;
  private volatile String broken = "";
  private volatile boolean refusing;

  @Override
  public Voice open() throws IOException {
    if (refusing) {
      throw new IOException("no more");
    }
    opened.incrementAndGet();
    open.incrementAndGet();
    return new SentinelVoice();
  }

  @Override
  public void close() {
    if (closed.getAndSet(true) || open.get() > 0) {
      wrongs.incrementAndGet();
    }
  }

  /// Words have no times from now on.
  void timesNoWords() {
    timesWords = false;
  }

  /// Voices throw this from now on: `error`, or say it.
  void breakWith(String how) {
    broken = how;
  }

  /// No voice is opened any more.
  void refuse() {
    refusing = true;
  }

  int opened() {
    return opened.get();
  }

  int stillOpen() {
    return open.get();
  }

  boolean isClosed() {
    return closed.get();
  }

  /// How often something was done that the library would not have survived.
  int wrongs() {
    return wrongs.get();
  }

  private final class SentinelVoice implements Voice {
    private final SentinelEar ear = new SentinelEar();
    private final AtomicBoolean busy = new AtomicBoolean();
    private boolean freed;

    @Override
    public boolean hear(short[] pcm) {
      enter();
      if (broken.equals("error")) {
        busy.set(false);
        throw new Error("Invalid memory access");
      }
      var bytes = ByteBuffer.allocate(pcm.length * 2).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asShortBuffer().put(pcm);
      var _ = ear.hear(bytes.array());
      busy.set(false);
      return ear.isSilent() && !ear.open().isEmpty();
    }

    @Override
    public String result() {
      return said(ear.take());
    }

    @Override
    public String guess() {
      return broken.isEmpty() ? "{\n  \"partial\" : \"" + text(ear.open()) + "\"\n}" : broken;
    }

    @Override
    public String last() {
      return said(ear.take());
    }

    @Override
    public void close() {
      enter();
      freed = true;
      busy.set(false);
      open.decrementAndGet();
    }

    private void enter() {
      if (freed || closed.get() || busy.getAndSet(true)) {
        wrongs.incrementAndGet();
      }
    }

    private String said(List<Said> said) {
      var words = said.stream()
          .map(one -> "{ \"conf\" : 1.000000, \"end\" : %s, \"start\" : %s, \"word\" : \"%s\" }"
              .formatted(seconds(one.to()), seconds(one.from()), one.word()))
          .collect(Collectors.joining(","));
      var result = timesWords && !said.isEmpty() ? "  \"result\" : [" + words + "],\n" : "";
      return "{\n" + result + "  \"text\" : \"" + text(said) + "\"\n}";
    }

    private static String text(List<Said> said) {
      return said.stream().map(Said::word).collect(Collectors.joining(" "));
    }

    private static String seconds(long samples) {
      return String.format(Locale.ROOT, "%.6f", samples / 16_000.0);
    }
  }
}
