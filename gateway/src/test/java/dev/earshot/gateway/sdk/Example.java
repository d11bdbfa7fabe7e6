package dev.earshot.gateway.sdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// A piece of code in `docs/protocol.md`, exactly as somebody would copy it.
///
/// @param name behind the language at the head of its block: a file name
record Example(String name, String text) {
  private static final Path DOCUMENT = Path.of("../docs/protocol.md");

  /// Reads it out of the document.
  static Example named(String name) {
    try {
      var block = Pattern
          .compile("^```\\w+ " + Pattern.quote(name) + "\\n(.*?)^```$",
              Pattern.DOTALL | Pattern.MULTILINE)
          .matcher(Files.readString(DOCUMENT));
      if (!block.find()) {
        throw new IllegalArgumentException(name + ": not in " + DOCUMENT
            + " (expected: a code block with this name)");
      }
      return new Example(name, block.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same on another version of a package, which is installed under another name here.
  ///
  /// @param number stands in the name of the file too
  Example on(String packageName, String installedAs, String number) {
    return new Example(number + "-" + name, text.replace("\"" + packageName, "\"" + installedAs));
  }
}
