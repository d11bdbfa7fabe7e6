package dev.earshot.sphinx;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;

/// A library that opens decoders at once and hears nothing, for tests that are about something else.
final class Quiet {
  private static final MemorySegment SOMETHING = Arena.global().allocate(1_024);
  private static final Model MODEL = new Model(Path.of("none"), Path.of("none"), Path.of("none"),
      new float[0], Map.of());

  private Quiet() {}

  static Decoder decoder() {
    return Decoder.open(library(), MODEL);
  }

  private static PocketSphinx library() {
    return (PocketSphinx) Proxy.newProxyInstance(Quiet.class.getClassLoader(),
        new Class<?>[]{PocketSphinx.class}, (_, method, _) -> {
          if (method.getReturnType() == MemorySegment.class) {
            return SOMETHING;
          }
          return method.getReturnType() == int.class ? (Object) 0 : null;
        });
  }
}
