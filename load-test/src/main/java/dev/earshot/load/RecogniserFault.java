package dev.earshot.load;

import dev.earshot.testkit.upstream.Fault;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One way in which a recogniser fails every stream that it hears, and when (issue 6).
enum RecogniserFault {
  /// Nobody listens at its address.
  REFUSES(0),
  /// It takes the call, and closes at the first sound.
  ACCEPTS_AND_CLOSES(0),
  /// It neither reads nor answers any more.
  STALLS(Times.IN_A_WORD),
  /// Its machine takes the connection, and nobody ever answers the call.
  HALF_OPEN(0),
  /// It has no room.
  HTTP_429(0),
  /// The account is empty.
  HTTP_402(0),
  /// It sends bytes that are no frames.
  GARBAGE(Times.IN_A_WORD),
  /// It stands still for four seconds, and then tells what others have told since.
  LATE_RESULTS(Times.IN_A_WORD),
  /// It takes half as long again over each tenth of a second as that lasts.
  SLOW(Times.IN_A_WORD),
  /// It is alive and says no word; that is one after six seconds of speech.
  MUTE(Times.MUTE),
  /// It ends every session after so long, in the middle of a word.
  LONGEST_SESSION(Times.IN_A_WORD),
  /// Its process is killed.
  KILL_9(Times.KILL);

  /// When, in milliseconds.
  private static final class Times {
    /// Of sound: a word is half said.
    private static final long IN_A_WORD = 5_300;
    /// Of sound: six seconds were spoken, in words of 0.6 s every second.
    private static final long MUTE = 9_600;
    /// Since the first stream began.
    private static final long KILL = 6_300;
  }

  private static final long LATE_MS = 4_000;
  private static final long SLOW_MS = 150;

  private final long afterMs;

  RecogniserFault(long afterMs) {
    this.afterMs = afterMs;
  }

  /// What the scripted recogniser does; null where it is taken away.
  @Nullable
  Fault script() {
    return switch (this) {
      case REFUSES, KILL_9 -> null;
      case ACCEPTS_AND_CLOSES -> new Fault.Close(0, 1011, "no");
      case STALLS -> new Fault.Stall(afterMs);
      case HALF_OPEN -> new Fault.NoAnswer();
      case HTTP_429 -> new Fault.Answer(429);
      case HTTP_402 -> new Fault.Answer(402);
      case GARBAGE -> new Fault.Write(afterMs, new byte[]{(byte) 0xFF, 0x13, 0x77, 0x42}, 8);
      case LATE_RESULTS -> new Fault.Late(afterMs, LATE_MS);
      case SLOW -> new Fault.Slow(afterMs, SLOW_MS);
      case MUTE -> new Fault.Mute();
      case LONGEST_SESSION -> new Fault.Close(afterMs, 1000, "session expired");
    };
  }

  /// When it happens, in milliseconds since the stream began; those that are killed all are at once.
  long afterMs() {
    return afterMs;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
