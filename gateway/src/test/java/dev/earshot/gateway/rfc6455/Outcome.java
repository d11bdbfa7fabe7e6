package dev.earshot.gateway.rfc6455;

import dev.earshot.gateway.wire.Heard;
import java.util.List;

/// What a client saw.
///
/// @param goesOn whether the stream was still good for a `finish`
/// @param code of the gateway's close
/// @param skipped texts that came in whole: none of them is anything that the dialect knows
/// @param words of the sound that came in, where the stream went on
/// @param pongs in their order
record Outcome(boolean goesOn, int code, int skipped, String words, List<String> pongs) {
  /// The stream can be used as before.
  static Outcome stays() {
    return new Outcome(true, 1_000, 0, "", List.of());
  }

  /// The gateway closes with this code.
  static Outcome closes(int code) {
    return new Outcome(false, code, 0, "", List.of());
  }

  static Outcome seen(boolean goesOn, Heard heard) {
    return new Outcome(goesOn, heard.closeCode(), heard.events("frame_skipped").size(),
        goesOn ? heard.words() : "", heard.pongs());
  }

  Outcome texts(int count) {
    return new Outcome(goesOn, code, count, words, pongs);
  }

  Outcome texts() {
    return texts(1);
  }

  /// Sound of so many bytes was heard.
  Outcome sound(int bytes) {
    var bytesASecond = 32_000;
    return new Outcome(goesOn, code, skipped,
        Heard.wordsOf((bytes + bytesASecond - 1) / bytesASecond), pongs);
  }

  Outcome pongs(String... contents) {
    return new Outcome(goesOn, code, skipped, words, List.of(contents));
  }
}
