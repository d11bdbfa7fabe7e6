package dev.earshot.sphinx;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// What a decoder makes of sound before it thinks: 13 cepstra per 10 ms, computed by the library itself
/// with the options that a decoder has in a narrow band.
@SuppressWarnings("restricted") // a C array carries no length
final class FrontEnd {
  static final int WIDTH = 13;
  private static final List<String> OPTIONS = List.of("earshot", "-lowerf", "130", "-upperf",
      "6800",
      "-nfilt", "25", "-transform", "dct", "-lifter", "22", "-remove_silence", "no",
      "-remove_noise", "no");

  private final Functions functions = NativeLibrary.DEBIAN.bind(Functions.class);
  private final MemorySegment frontEnd;

  /// The part of the library that we need here and not at run time.
  interface Functions {
    MemorySegment feGetArgs();

    MemorySegment cmdLnParseR(MemorySegment inOut, MemorySegment definitions, int argc,
        MemorySegment argv, int strict);

    MemorySegment feInitAutoR(MemorySegment options);

    void feStartStream(MemorySegment frontEnd);

    int feStartUtt(MemorySegment frontEnd);

    int feProcessUtt(MemorySegment frontEnd, MemorySegment pcm, long samples, MemorySegment cepstra,
        MemorySegment frames);

    int feEndUtt(MemorySegment frontEnd, MemorySegment cepstrum, MemorySegment frames);

    void feFree2d(MemorySegment cepstra);
  }

  FrontEnd() {
    var _ = NativeLibrary.DEBIAN.load(); // which also switches its log off
    try (var arena = Arena.ofConfined()) {
      var argv = arena.allocate(ADDRESS, OPTIONS.size());
      for (var i = 0; i < OPTIONS.size(); i++) {
        argv.setAtIndex(ADDRESS, i, arena.allocateFrom(OPTIONS.get(i)));
      }
      frontEnd = functions.feInitAutoR(functions.cmdLnParseR(MemorySegment.NULL,
          functions.feGetArgs(), OPTIONS.size(), argv, 1));
    }
  }

  /// The cepstra of one utterance, frame by frame.
  double[][] cepstra(short[] pcm) {
    try (var arena = Arena.ofConfined()) {
      var samples = arena.allocateFrom(JAVA_SHORT, pcm);
      var rows = arena.allocate(ADDRESS);
      var count = arena.allocate(JAVA_INT);
      functions.feStartStream(frontEnd);
      var _ = functions.feStartUtt(frontEnd);
      var _ = functions.feProcessUtt(frontEnd, samples, pcm.length, rows, count);
      var cepstra = new double[count.get(JAVA_INT, 0)][WIDTH];
      var found = rows.get(ADDRESS, 0).reinterpret(cepstra.length * ADDRESS.byteSize());
      for (var i = 0; i < cepstra.length; i++) {
        var row = found.getAtIndex(ADDRESS, i).reinterpret(WIDTH * JAVA_FLOAT.byteSize());
        for (var j = 0; j < WIDTH; j++) {
          cepstra[i][j] = row.getAtIndex(JAVA_FLOAT, j);
        }
      }
      var _ = functions.feEndUtt(frontEnd, arena.allocate(JAVA_FLOAT, WIDTH), count);
      functions.feFree2d(rows.get(ADDRESS, 0));
      return cepstra;
    }
  }
}
