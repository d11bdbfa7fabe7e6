package dev.earshot.load;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.load.Device.Hearing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Many devices that say the same, each a little later than the one before.
final class Crowd implements AutoCloseable {
  private static final AudioFormat FORMAT = AudioFormat.pcm16(16_000);
  private static final long STAGGER_NANOS = 5_000_000;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Device device;
  private final byte[] speech;

  /// @param speech 16 bits at 16 kHz, little endian
  Crowd(Device device, byte[] speech) {
    this.device = device;
    this.speech = speech;
  }

  /// So many of them begin.
  ///
  /// @param begun when the first one does, by the clock of [System#nanoTime]
  /// @return what each of them will have heard
  List<Future<Hearing>> speak(int streams, long begun) {
    var heard = new ArrayList<Future<Hearing>>();
    for (var i = 0; i < streams; i++) {
      var at = begun + i * STAGGER_NANOS;
      heard.add(threads.submit(() -> {
        TimeUnit.NANOSECONDS.sleep(at - System.nanoTime());
        return device.stream(FORMAT, speech);
      }));
    }
    return heard;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
