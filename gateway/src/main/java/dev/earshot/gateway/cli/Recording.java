package dev.earshot.gateway.cli;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.WavFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;

/// The human voice that comes with the gateway: three sentences, with pauses between them. Speaker and
/// licence are named in `demo/ATTRIBUTION.txt`.
final class Recording {
  private static final List<String> SENTENCES = List.of("queue-youarenext-16k.wav",
      "ss-noservice-16k.wav", "pls-hold-while-try-16k.wav");
  private static final int PAUSE_MILLIS = 900;
  private static final AudioFormat FORMAT = AudioFormat.pcm16(16_000);

  private Recording() {}

  static WavFile bundled() throws IOException {
    var pcm = new ByteArrayOutputStream();
    for (var sentence : SENTENCES) {
      pcm.write(read(sentence).pcm());
      pcm.write(new byte[(int) FORMAT.samplesIn(PAUSE_MILLIS) * 2]);
    }
    return new WavFile(FORMAT, pcm.toByteArray());
  }

  private static WavFile read(String name) throws IOException {
    var file = Files.createTempFile("earshot", ".wav");
    try (InputStream in = Objects
        .requireNonNull(Recording.class.getResourceAsStream("/demo/" + name), name)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return WavFile.read(Path.of(file.toString()));
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
