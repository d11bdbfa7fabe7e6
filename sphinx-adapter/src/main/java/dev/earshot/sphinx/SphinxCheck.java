package dev.earshot.sphinx;

import dev.earshot.core.recogniser.RecogniserException;

/// Whether the embedded recogniser can work on this machine.
///
/// @param fine whether it can
/// @param text one line for the operator: what is there, or what is missing and what to install
public record SphinxCheck(boolean fine, String text) {
  static SphinxCheck of(SphinxConfig config, NativeLibrary library) {
    try {
      var _ = library.load();
      return new SphinxCheck(true, "PocketSphinx found; " + model(config));
    } catch (RecogniserException.Refused e) {
      return new SphinxCheck(false, String.valueOf(e.getMessage()));
    }
  }

  private static String model(SphinxConfig config) {
    if (config.model() != null) {
      return "model in " + Model.in(config.model()).acoustic();
    }
    var packed = new PackedModel(config.directory());
    return packed.isUnpacked()
        ? "model in " + Model.in(packed.folder()).acoustic()
        : "model will be unpacked into " + packed.folder();
  }
}
