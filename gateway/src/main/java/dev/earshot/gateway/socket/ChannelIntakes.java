package dev.earshot.gateway.socket;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.SoundDecoder;
import dev.earshot.gateway.dialect.ClientEvent.Flush;
import dev.earshot.gateway.dialect.ClientEvent.Reason;
import dev.earshot.gateway.dialect.ClientEvent.Unusable;
import io.netty.util.concurrent.EventExecutor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
  private final @Nullable Unpacker unpacker;

  /// Where sound goes on to, and who hears of its troubles.
  ///
  /// @param onLoop runs at once when called from the event loop, later otherwise
  /// @param readMore is run when sound is wanted and none waits
  /// @param onOverflow is run when a sound was refused: more came at once than may wait
  /// @param onUnreadable is run when no more sound can be made of what came
  record Surroundings(SocketLimits limits, EventExecutor loop, Executor onLoop, Runnable readMore,
      Runnable onOverflow, Runnable onUnreadable) {}

  /// Open ways in.
  ///
  /// @param channels how many; told apart by the first byte of each frame where there is no decoder
  /// @param decoder of all channels; null where each frame is one channel's
  ChannelIntakes(AudioFormat format, int channels, @Nullable SoundDecoder decoder,
      Surroundings around) {
    Runnable readWhenAllMay = () -> {
      goOn();
      if (isOpen()) {
        around.readMore().run();
      }
    };
    this.pace = new PaceLimit(around.limits().pace(), around.loop(), () -> {
      listening();
      readWhenAllMay.run();
    });
    this.channels = Stream
        .generate(() -> decoder == null
            ? new SoundIntake(format, around.limits(), around.loop(), around.onLoop(),
                readWhenAllMay, around.onOverflow(), pace::isOpen)
            : SoundIntake.ofSamples(format, decoder.packets(), around.limits(), around.loop(),
                around.onLoop(), readWhenAllMay, around.onOverflow(), pace::isOpen))
        .limit(channels)
        .toList();
    this.unpacker = decoder == null
        ? null
        : new Unpacker(decoder, this.channels, pace,
            Math.toIntExact(format.samplesIn(around.limits().window().toMillis())),
            around.onUnreadable());
  }

  /// What came in, channel by channel.
  List<Flux<Sound>> sounds() {
    return channels.stream().map(SoundIntake::sound).toList();
  }

  /// Whether a read of the socket is welcome.
  boolean isOpen() {
    if (!pace.isOpen() || (unpacker != null && !unpacker.isDry())) {
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
    if (unpacker != null) {
      return unpacker.take(bytes) ? Optional.empty() : UNREADABLE;
    }
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

  /// Decodes more of what came, where there is room again.
  void goOn() {
    if (unpacker != null) {
      unpacker.goOn();
    }
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

  /// How much audio was understood since the stream began, in the channel that is furthest.
  long capturedMs() {
    var furthest = 0L;
    for (var channel : channels) {
      furthest = Math.max(furthest, channel.capturedMs());
    }
    return furthest;
  }

  /// All frames of one read were taken.
  ///
  /// @param goesOn whether what they hold goes on together, however little it is
  void readComplete(boolean goesOn) {
    for (var channel : channels) {
      channel.readComplete(goesOn);
    }
  }

  /// No more comes in. What was gathered is still heard.
  void end() {
    pace.stop();
    if (unpacker == null) {
      channels.forEach(SoundIntake::end);
    } else {
      unpacker.end(() -> channels.forEach(SoundIntake::end));
    }
  }
}
