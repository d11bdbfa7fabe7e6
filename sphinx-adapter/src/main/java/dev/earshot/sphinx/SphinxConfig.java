package dev.earshot.sphinx;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How the embedded recogniser is set up.
///
/// @param directory where the packed model is unpacked, once: about 41 MB
/// @param threads how many platform threads decode, 1 to 256; more than cores are of no use
/// @param decoders how many utterances are decoded at once, 1 to 1,024; each takes about 100 MB
///     outside of the heap from its first use on
/// @param model a folder with a model of the user's own (an acoustic model, one `.dict`, one `.lm.bin`
///     or `.lm`), or null for the packed one
public record SphinxConfig(Path directory, int threads, int decoders, @Nullable Path model) {
  /// About four people who speak without a pause keep one core busy.
  private static final int DECODERS_PER_CORE = 4;

  public SphinxConfig {
    between("threads", threads, 256);
    between("decoders", decoders, 1_024);
  }

  /// The packed model, a thread per core, four decoders per core.
  public static SphinxConfig in(Path directory) {
    var cores = Math.min(256, Runtime.getRuntime().availableProcessors());
    return new SphinxConfig(directory, cores, cores * DECODERS_PER_CORE, null);
  }

  public SphinxConfig withThreads(int count) {
    return new SphinxConfig(directory, count, decoders, model);
  }

  public SphinxConfig withDecoders(int count) {
    return new SphinxConfig(directory, threads, count, model);
  }

  public SphinxConfig withModel(@Nullable Path folder) {
    return new SphinxConfig(directory, threads, decoders, folder);
  }

  private static void between(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 1.." + most + ")");
    }
  }
}
