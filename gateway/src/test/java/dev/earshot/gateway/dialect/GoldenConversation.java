package dev.earshot.gateway.dialect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a client and a dialect say to each other, line by line, as a file of `golden/` tells it:
///
/// ```
/// # title          a conversation begins
/// // text          a remark
/// ? /path?query    what the client asks for
/// + name: value    a header of its request
/// > binary 640     it sends so many bytes of sound
/// > text           it sends any other text, in which `base64 640` stands for so many bytes of sound
/// = meaning        what its frame means: every meaning, in order
/// ! event          the stream tells something
/// ! hears FLAC 16000 2     it is known what the sound is: codec, hertz, channels
/// x IDLE           it ends, for a reason of EndReason
/// < text           what the client is told, letter by letter: everything, in order
/// < close 1000     the close frame, with its text behind the code
/// ```
///
/// @param title what it is about
/// @param lines as they stand in the file, without titles, remarks and empty ones
record GoldenConversation(String file, String title, List<Line> lines) {
  /// One line.
  ///
  /// @param sign the first letter
  /// @param text what follows it
  record Line(int number, char sign, String text) {
    private static final String SIGNS = "?+>=!x<";

    static Line of(int number, String line) {
      if (SIGNS.indexOf(line.charAt(0)) < 0 || (line.length() > 1 && line.charAt(1) != ' ')) {
        throw new IllegalArgumentException(
            "line " + number + ": " + line + " (expected: one of " + SIGNS + " and a space)");
      }
      return new Line(number, line.charAt(0), line.length() > 2 ? line.substring(2) : "");
    }
  }

  /// All of a file.
  static List<GoldenConversation> of(Path file) {
    var all = new ArrayList<GoldenConversation>();
    var name = file.getFileName().toString();
    var lines = read(file);
    for (var i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (line.startsWith("# ")) {
        all.add(new GoldenConversation(name, line.substring(2), new ArrayList<>()));
      } else if (!line.isEmpty() && !line.startsWith("//")) {
        all.getLast().lines().add(Line.of(i + 1, line));
      }
    }
    return all;
  }

  private static List<String> read(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return file + ": " + title;
  }
}
