package dev.earshot.gateway.socket;

import dev.earshot.gateway.dialect.Manners;
import io.netty.channel.Channel;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The heartbeat of one connection, and what is noticed at each beat: a client that says nothing, a
/// client that reads nothing.
///
/// Beats are counted instead of times: a frame costs one write to a field. So nobody is cut off before
/// a limit, and everybody at the next beat after it. On the event loop only.
final class Pulse {
  /// What the owner does at a beat.
  interface Owner {
    /// Gives a sign of life.
    void beat();

    /// Whether frames of the client would be seen: false while sound is held back for the recogniser.
    boolean isListening();

    /// Nothing came for as long as may be.
    void idle();

    /// Nothing was read for as long as may be.
    void unread();
  }

  private final Channel channel;
  private final Owner owner;
  private final Duration every;
  private final boolean pingsCount;
  private final int silentBeats;
  private final int unreadBeats;
  private int silent;
  private int unread;
  /// Beats until the first sound has to have come; 0 when it may come at any time, or came.
  private int soundless;
  private java.util.concurrent.@Nullable Future<?> beats;

  /// @param manners where they have a limit of their own on idle time, it beats ten times within it, and
  ///     pings are no sign of life
  Pulse(Channel channel, SocketLimits limits, Manners manners, Owner owner) {
    this.channel = channel;
    this.owner = owner;
    var own = manners.idle();
    var idle = own == null ? limits.idle() : own;
    this.every = own == null ? limits.heartbeat() : own.dividedBy(10);
    this.pingsCount = own == null;
    this.silentBeats = beats(idle);
    this.unreadBeats = beats(limits.heartbeat().multipliedBy(2));
    this.soundless = manners.firstSound() == null ? 0 : beats(manners.firstSound());
  }

  void start(EventExecutor loop) {
    var every = this.every.toNanos();
    owner.beat();
    beats = loop.scheduleAtFixedRate(this::beat, every, every, TimeUnit.NANOSECONDS);
  }

  void heard() {
    silent = 0;
  }

  void pinged() {
    if (pingsCount) {
      heard();
    }
  }

  void soundCame() {
    soundless = 0;
  }

  void stop() {
    if (beats != null) {
      beats.cancel(false);
    }
  }

  private void beat() {
    silent = owner.isListening() ? silent + 1 : 0;
    var neverSpoke = soundless > 0 && --soundless == 0;
    unread = channel.isWritable() ? 0 : unread + 1;
    if (unread >= unreadBeats) {
      owner.unread();
    } else if (neverSpoke || silent > silentBeats) {
      owner.idle();
    } else if (unread == 0) {
      owner.beat();
    }
  }

  private int beats(Duration time) {
    return Math.toIntExact(Math.ceilDiv(time.toNanos(), every.toNanos()));
  }
}
