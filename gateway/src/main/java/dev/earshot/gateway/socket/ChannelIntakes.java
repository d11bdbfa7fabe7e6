package dev.earshot.gateway.socket;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound;
import dev.earshot.gateway.dialect.ClientEvent.Flush;
import dev.earshot.gateway.dialect.ClientEvent.Reason;
import dev.earshot.gateway.dialect.ClientEvent.Unusable;
import io.netty.util.concurrent.EventExecutor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;

/// The ways in of all channels of a stream. With one channel a frame is sound from its first byte on;
/// with several the first byte names the channel: 1, 2, ...
///
/// The socket is read when every channel is ready for more, so that the bound of each holds, and while
/// the client is not too far ahead of real time. On the event loop only.
final class ChannelIntakes {
  private static final Optional<Unusable> UNREADABLE = Optional.of(new Unusable(
      Reason.UNREADABLE_SOUND, "sound: not of its codec (expected: one packet a frame)"));

  private final List<SoundIntake> channels;
  private final PaceLimit pace;

  /// Open ways in; the other parameters are those of [SoundIntake].
  ///
  /// @param channels 1, or how many are told apart by the first byte of each frame
  ChannelIntakes(AudioFormat format, int channels, SocketLimits limits, EventExecutor loop,
      Executor onLoop, Runnable readMore, Runnable onOverflow) {
    Runnable readWhenAllMay = () -> {
      if (isOpen()) {
        readMore.run();
      }
    };
    this.pace = new PaceLimit(limits.pace(), loop, () -> {
      listening();
      readWhenAllMay.run();
    });
    this.channels = Stream
        .generate(() -> new SoundIntake(format, limits, loop, onLoop, readWhenAllMay, onOverflow,
            pace::isOpen))
        .limit(channels)
        .toList();
  }

  /// What came in, channel by channel.
  List<Flux<Sound>> sounds() {
    return channels.stream().map(SoundIntake::sound).toList();
  }

  /// Whether a read of the socket is welcome.
  boolean isOpen() {
    if (!pace.isOpen()) {
      return false;
    }
    for (var channel : channels) {
      if (!channel.isOpen()) {
        return false;
      }
    }
    return true;
  }

  /// Takes a frame.
  ///
  /// @return why it could not be used, if it could not
  Optional<Unusable> take(ByteBuffer bytes) {
    if (channels.size() == 1) {
      return take(channels.getFirst(), bytes);
    }
    if (!bytes.hasRemaining()) {
      return UNREADABLE;
    }
    var number = bytes.get() & 0xff;
    if (number < 1 || number > channels.size()) {
      return Optional.of(new Unusable(Reason.UNKNOWN_CHANNEL,
          "channel: " + number + " (expected: 1.." + channels.size() + " in the first byte)"));
    }
    return take(channels.get(number - 1), bytes);
  }

  /// Several channels are one conversation: the one that is furthest tells how far the client is.
  private Optional<Unusable> take(SoundIntake channel, ByteBuffer bytes) {
    var understood = channel.take(bytes);
    pace.heard(channel.capturedMs());
    return understood ? Optional.empty() : UNREADABLE;
  }

  private void listening() {
    channels.forEach(SoundIntake::listening);
  }

  /// The client asks for its words.
  ///
  /// @param channel of one, or [Flush#ALL]; of one that is not there, nothing is asked
  void flush(int channel) {
    for (var i = 0; i < channels.size(); i++) {
      if (channel == Flush.ALL || channel == i) {
        channels.get(i).flush();
      }
    }
  }

  /// All frames of one read were taken.
  void readComplete() {
    channels.forEach(SoundIntake::readComplete);
  }

  /// No more comes in. What was gathered is still heard.
  void end() {
    pace.stop();
    channels.forEach(SoundIntake::end);
  }
}
