package dev.earshot.gateway.socket;

import dev.earshot.core.stream.EndReason;
import dev.earshot.gateway.dialect.ClientEvent;
import dev.earshot.gateway.dialect.Dialect;
import dev.earshot.gateway.ops.Meters;
import io.netty.channel.Channel;

/// What a client says in text while its stream runs, and what it is told about it. What it says that cannot
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
    void flush();

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
    switch (dialect.read(text)) {
      case ClientEvent.StillHere _ -> {
      }
      case ClientEvent.ShowsKey _ -> {
      }
      case ClientEvent.Flush _ -> listener.flush();
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
