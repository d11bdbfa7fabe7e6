package dev.earshot.sphinx;

/// The last samples that were heard, up to a bound: what a voice turns out to have begun in.
final class Recent {
  private final short[] ring;
  private int next;
  private int count;

  Recent(int most) {
    this.ring = new short[most];
  }

  void add(short[] pcm, int from, int samples) {
    for (var i = from; i < from + samples; i++) {
      ring[next] = pcm[i];
      next = next + 1 == ring.length ? 0 : next + 1;
    }
    count = Math.min(ring.length, count + samples);
  }

  /// Forgets all but the newest.
  void keep(long newest) {
    count = (int) Math.min(count, newest);
  }

  /// All of it, oldest first. Then it is empty.
  short[] take() {
    var taken = new short[count];
    var start = Math.floorMod(next - count, ring.length);
    var head = Math.min(count, ring.length - start);
    System.arraycopy(ring, start, taken, 0, head);
    System.arraycopy(ring, 0, taken, head, count - head);
    count = 0;
    return taken;
  }
}
