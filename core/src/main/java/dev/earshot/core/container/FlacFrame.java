package dev.earshot.core.container;

import dev.earshot.core.audio.UnreadableSoundException;

/// One FLAC frame after the other: as long as its bits come, it is read on; when it is whole and its
/// check is right, it has samples.
final class FlacFrame {
  /// Of all channels of a frame together: 2 of the longest block, or 8 of what the streamable subset has.
  static final int MOST_SAMPLES = 1 << 17;

  private final Bits bits;
  private final FlacFormat format;
  private final FlacHead head;
  private final Subframe subframe = new Subframe();
  private final int[][] planes;
  private boolean inside;
  private boolean headRead;
  private int channel;

  FlacFrame(Feed feed, FlacFormat format) {
    this.bits = new Bits(feed);
    this.format = format;
    this.head = new FlacHead(format);
    this.planes = new int[format.channels()][0];
  }

  /// Reads on.
  ///
  /// @return how many samples of each channel the frame has, now that it is whole; 0 when more bytes are
  ///     needed
  int read() throws UnreadableSoundException {
    if (!inside) {
      begin();
    }
    if (!headRead && !head()) {
      return 0;
    }
    for (; channel < planes.length; channel++) {
      if (!subframe.read(bits, planes[channel])) {
        return 0;
      }
      if (channel + 1 < planes.length) {
        beginSubframe(channel + 1);
      } else {
        bits.align();
      }
    }
    if (!bits.has(16)) {
      return 0;
    }
    Container.expect(bits.crc16() == 0, "check of the frame", bits.crc16(), "0", bits.offset());
    inside = false;
    restoreStereo();
    return head.blockSize();
  }

  /// A sample of the frame that was read, in 16 bits.
  short sample(int ofChannel, int at) {
    var sample = planes[ofChannel][at];
    var tooMany = format.bits() - Short.SIZE;
    return (short) (tooMany > 0 ? sample >> tooMany : sample << -tooMany);
  }

  private void begin() {
    inside = true;
    headRead = false;
    bits.beginFrame();
    head.begin();
  }

  private boolean head() throws UnreadableSoundException {
    if (!head.read(bits)) {
      return false;
    }
    headRead = true;
    channel = 0;
    var size = head.blockSize();
    Container.expect(size * planes.length <= MOST_SAMPLES, "block size", size,
        "1.." + MOST_SAMPLES / planes.length + " with " + planes.length + " channels",
        bits.offset());
    if (planes[0].length < size) {
      for (var i = 0; i < planes.length; i++) {
        planes[i] = new int[size];
      }
    }
    beginSubframe(0);
    return true;
  }

  private void beginSubframe(int next) {
    subframe.begin(head.blockSize(), head.bits(next));
  }

  private void restoreStereo() {
    for (var i = 0; i < head.blockSize() && planes.length == 2; i++) {
      var first = planes[0][i];
      var second = planes[1][i];
      switch (head.stereo()) {
        case NONE -> {
          return;
        }
        case LEFT_SIDE -> planes[1][i] = first - second;
        case SIDE_RIGHT -> planes[0][i] = first + second;
        case MID_SIDE -> {
          var sum = first << 1 | (second & 1);
          planes[0][i] = (sum + second) >> 1;
          planes[1][i] = (sum - second) >> 1;
        }
      }
    }
  }
}
