package dev.earshot.core.audio;

import java.nio.ByteBuffer;

/// Several channels heard as one: the average of each moment.
final class MixedDown implements SoundDecoder {
  private static final int STEP = 1_024;

  private final SoundDecoder decoder;
  private final short[][] each;

  MixedDown(SoundDecoder decoder) {
    this.decoder = decoder;
    this.each = new short[decoder.channels()][STEP];
  }

  @Override
  public int channels() {
    return 1;
  }

  @Override
  public void take(ByteBuffer bytes) {
    decoder.take(bytes);
  }

  @Override
  public int read(short[][] into, int at, int room) throws UnreadableSoundException {
    var count = decoder.read(each, 0, Math.min(room, STEP));
    for (var i = 0; i < count; i++) {
      var sum = 0;
      for (var channel : each) {
        sum += channel[i];
      }
      into[0][at + i] = (short) (sum / each.length);
    }
    return count;
  }

  @Override
  public long concealed() {
    return decoder.concealed();
  }
}
