package dev.earshot.gateway.socket;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.stream.EndReason;
import dev.earshot.gateway.dialect.ClientEvent;
import dev.earshot.gateway.dialect.Dialect;
import dev.earshot.gateway.ops.Meters;
import io.netty.channel.Channel;
import java.nio.ByteBuffer;

/// What a client says while its stream runs, and what it is told about it. What it says that cannot
/// be used is skipped, counted and told, up to a limit.
///
/// On the event loop only.
final class Conversation {
  /// Answers may wait for a client as this many times what the stream's own words may.
  private static final long MOST_ANSWERS = 16;

  private final Channel channel;
  private final Dialect dialect;
  private final WordOutlet outlet;
  private final Meters meters;
  private final SocketLimits limits;
  private final Listener listener;
  private long skipped;

  /// What follows from it for the stream.
  interface Listener {
    void sound(ByteBuffer bytes);

    void soundIs(AudioFormat format);

    /// It asks for its words.
    ///
    /// @param channel of one, or [ClientEvent.Flush#ALL]
    void flush(int channel);

    /// No more sound comes.
    void finish();

    /// Too much could not be used.
    void broken(EndReason why);

    /// It asks and does not read the answers.
    void unread();
  }

  Conversation(Channel channel, Dialect dialect, WordOutlet outlet, Meters meters,
      SocketLimits limits, Listener listener) {
    this.channel = channel;
    this.dialect = dialect;
    this.outlet = outlet;
    this.meters = meters;
    this.limits = limits;
    this.listener = listener;
  }

  void hear(String text) {
    hear(dialect.read(text));
  }

  void hear(ByteBuffer bytes) {
    hear(dialect.read(bytes));
  }

  private void hear(ClientEvent event) {
    switch (event) {
      case ClientEvent.Sound(var bytes) -> listener.sound(bytes);
      case ClientEvent.StillHere _ -> {
      }
      case ClientEvent.ShowsKey _ -> {
      }
      case ClientEvent.SoundIs(var format) -> listener.soundIs(format);
      case ClientEvent.Several(var events) -> events.forEach(this::hear);
      case ClientEvent.Flush(var channel) -> listener.flush(channel);
      case ClientEvent.Finish _ -> listener.finish();
      case ClientEvent.Unusable bad -> skip(bad);
      case ClientEvent.Answered answered -> {
        outlet.say(answered.messages());
        answered.unusable().forEach(this::skip);
        if (channel.bytesBeforeWritable() > MOST_ANSWERS * limits.unreadBytes()) {
          listener.unread(); // answers would pile up until the next beats
        }
      }
    }
  }

  void skip(ClientEvent.Unusable bad) {
    skipped++;
    meters.skipped(bad.reason());
    outlet.say(dialect.skipped(bad, skipped));
    if (skipped >= limits.badFrames()) {
      listener.broken(switch (bad.reason()) {
        case UNREADABLE_SOUND, UNKNOWN_CHANNEL -> EndReason.FORMAT_ERROR;
        case NOT_JSON, NOT_AN_OBJECT, UNKNOWN_TYPE, BAD_FIELD -> EndReason.TOO_MANY_BAD_FRAMES;
      });
    }
  }
}
