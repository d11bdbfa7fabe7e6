package dev.earshot.gateway.loop;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How many bytes have to wait at a socket before it counts as readable (socket(7), `SO_RCVLOWAT`): the kernel
/// gathers what is small, and nobody is woken for each piece of it. The end of a connection is told at once. A
/// system that has no such mark, as some sandboxes, says so with each byte.
///
/// On the channel's event loop only.
public final class LowWater {
  private static final Logger LOG = LoggerFactory.getLogger(LowWater.class);
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVLOWAT = 18;
  private static final ChannelOption<Integer> OPTION = new IntegerUnixChannelOption("SO_RCVLOWAT",
      SOL_SOCKET, SO_RCVLOWAT);

  private final Channel channel;
  private int now = 1;

  private LowWater(Channel channel) {
    this.channel = channel;
  }

  /// That of a channel; empty where its transport has none.
  public static Optional<LowWater> of(Channel channel) {
    return channel instanceof EpollSocketChannel
        ? Optional.of(new LowWater(channel))
        : Optional.empty();
  }

  /// From now on it takes so many; what waits already counts at once.
  ///
  /// @param bytes 1 or more; the kernel takes half of its buffer for what is beyond that
  public void set(int bytes) {
    if (bytes == now || !channel.isOpen()) {
      return;
    }
    now = bytes;
    try {
      channel.config().setOption(OPTION, bytes);
    } catch (ChannelException e) {
      LOG.debug("SO_RCVLOWAT: refused, so each frame is read as it comes", e);
    }
  }
}
