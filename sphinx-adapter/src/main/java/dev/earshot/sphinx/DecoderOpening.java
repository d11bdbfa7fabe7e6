package dev.earshot.sphinx;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens decoders, and before the first one makes ready what they need: library and model.
final class DecoderOpening implements Supplier<Decoder> {
  private static final Logger LOG = LoggerFactory.getLogger(DecoderOpening.class);

  private final SphinxConfig config;
  private final NativeLibrary library;
  private @Nullable Ready ready;

  private record Ready(PocketSphinx sphinx, Model model) {}

  DecoderOpening(SphinxConfig config, NativeLibrary library) {
    this.config = config;
    this.library = library;
  }

  @Override
  public synchronized Decoder get() {
    if (ready == null) {
      var sphinx = library.load();
      var folder = config.model() == null
          ? new PackedModel(config.directory()).unpack()
          : config.model();
      ready = new Ready(sphinx, Model.in(folder));
    }
    var decoder = Decoder.open(ready.sphinx, ready.model);
    LOG.debug("opened a decoder of {}", ready.model.acoustic());
    if (!decoder.carriesMean()) {
      LOG.warn("this build of PocketSphinx keeps its cepstral mean elsewhere: "
          + "each stream keeps its decoder, and its first words are less exact");
    }
    return decoder;
  }
}
