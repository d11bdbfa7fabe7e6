package dev.earshot.sphinx;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.earshot.core.recogniser.RecogniserException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One native decoder: hears one utterance after the other. About 100 MB outside of the heap, half a
/// second to open.
///
/// Only one thread at a time may work with it, but not always the same one. The native side does not
/// notice calls in the wrong order, so they are refused here.
final class Decoder implements AutoCloseable {
  private static final int BUFFER = 3_200;

  private final PocketSphinx sphinx;
  private final MemorySegment options;
  private final MemorySegment decoder;
  private final Arena arena;
  private final MemorySegment samples;
  private final MemorySegment first;
  private final MemorySegment last;
  private final @Nullable CepstralState state;
  private final @Nullable NoiseRemoval noise;
  private final Model model;
  private Band band = Band.WIDE;
  private boolean listening;
  private boolean closed;

  private Decoder(PocketSphinx sphinx, MemorySegment options, MemorySegment decoder, Model model,
      int stateAt) {
    this.sphinx = sphinx;
    this.options = options;
    this.decoder = decoder;
    this.arena = Arena.ofShared(); // threads take turns
    this.samples = arena.allocate(JAVA_SHORT, BUFFER);
    this.first = arena.allocate(JAVA_INT);
    this.last = arena.allocate(JAVA_INT);
    var found = new CepstralState(sphinx.psGetFeat(decoder), stateAt);
    this.state = found.matches(model.cepstralMean()) ? found : null;
    var filter = new NoiseRemoval(sphinx.psGetFe(decoder));
    this.noise = filter.isOn() ? filter : null;
    this.model = model;
  }

  /// Opens a decoder of a model that was found to be whole: the library ends the process over a
  /// broken one.
  ///
  /// @throws RecogniserException.Refused when the library takes neither the options nor the model
  static Decoder open(PocketSphinx sphinx, Model model) {
    return open(sphinx, model, CepstralState.IN_FEAT);
  }

  /// The same for a build of the library that keeps its mean elsewhere.
  ///
  /// @param stateAt where we look for it
  static Decoder open(PocketSphinx sphinx, Model model, int stateAt) {
    var arguments = model.arguments();
    try (var arena = Arena.ofConfined()) {
      var argv = arena.allocate(ADDRESS, arguments.size() + 1);
      argv.setAtIndex(ADDRESS, 0, arena.allocateFrom("earshot"));
      for (var i = 0; i < arguments.size(); i++) {
        argv.setAtIndex(ADDRESS, i + 1, arena.allocateFrom(arguments.get(i)));
      }
      var options = sphinx.cmdLnParseR(MemorySegment.NULL, sphinx.psArgs(), arguments.size() + 1,
          argv, 1);
      var decoder = options.address() == 0 ? MemorySegment.NULL : sphinx.psInit(options);
      if (decoder.address() == 0) {
        throw new RecogniserException.Refused("PocketSphinx does not take the model in "
            + model.acoustic() + " (expected: one of version 5prealpha)");
      }
      return new Decoder(sphinx, options, decoder, model, stateAt);
    }
  }

  /// Makes the model fit this band, if it can, and filters noise in the wide one only: 8 ms, and nothing
  /// when it does already.
  void tune(Band wanted) {
    require(!listening, "tune");
    var tuning = model.tunings().get(wanted);
    if (wanted == band || tuning == null) {
      return;
    }
    if (!model.isThere()) {
      throw new IllegalStateException(
          "model " + model.acoustic() + ": gone (expected: there while it is used)");
    }
    try (var text = Arena.ofConfined()) {
      var map = sphinx.psMllrRead(text.allocateFrom(tuning.map().toString()));
      if (map.address() == 0 || sphinx.psUpdateMllr(decoder, map).address() == 0) {
        throw new IllegalStateException(tuning.map() + ": not taken (expected: an MLLR file)");
      }
    }
    band = wanted;
    if (noise != null) {
      noise.set(band == Band.WIDE);
    }
  }

  /// Begins an utterance; its frames count from zero.
  void begin() {
    require(!listening, "begin");
    check(sphinx.psStartStream(decoder), "ps_start_stream");
    check(sphinx.psStartUtt(decoder), "ps_start_utt");
    listening = true;
  }

  /// Hears what comes next. Takes a tenth to a quarter of the sound's own time.
  void hear(short[] pcm) {
    require(listening, "hear");
    for (var from = 0; from < pcm.length; from += BUFFER) {
      var count = Math.min(BUFFER, pcm.length - from);
      MemorySegment.copy(pcm, from, samples, JAVA_SHORT, 0, count);
      check(sphinx.psProcessRaw(decoder, samples, count, 0, 0), "ps_process_raw");
    }
  }

  /// What it heard so far, without fillers; empty when that is nothing.
  String guess() {
    require(listening, "guess");
    var text = sphinx.psGetHyp(decoder, first);
    return text.address() == 0 ? "" : string(text);
  }

  /// Ends the utterance and thinks it over: 0.1 to 0.3 s for an ordinary sentence.
  List<Segment> end() {
    require(listening, "end");
    listening = false;
    check(sphinx.psEndUtt(decoder), "ps_end_utt");
    if (sphinx.psGetHyp(decoder, first).address() == 0) {
      return List.of();
    }
    var segments = new ArrayList<Segment>();
    var table = sphinx.psGetLogmath(decoder);
    for (var at = sphinx.psSegIter(decoder, first); at.address() != 0; at = sphinx.psSegNext(at)) {
      sphinx.psSegFrames(at, first, last);
      var logarithm = sphinx.psSegProb(at, MemorySegment.NULL, MemorySegment.NULL,
          MemorySegment.NULL);
      segments.add(new Segment(string(sphinx.psSegWord(at)), first.get(JAVA_INT, 0),
          last.get(JAVA_INT, 0), Math.clamp(sphinx.logmathExp(table, logarithm), 0, 1)));
    }
    return segments;
  }

  /// Leaves the utterance, if there is one, and what was heard of it.
  void abandon() {
    if (listening) {
      listening = false;
      check(sphinx.psEndUtt(decoder), "ps_end_utt");
    }
  }

  /// Whether it filters steady noise out now, as far as we know.
  boolean removesNoise() {
    return noise != null && noise.isOn();
  }

  /// Whether [#mean] and [#expect] work: not where another build of the library keeps the mean
  /// elsewhere. Then one decoder should serve one voice.
  boolean carriesMean() {
    return state != null;
  }

  /// What to expect of a voice that was never heard, in the band that the decoder is tuned to.
  CepstralMean stranger() {
    var tuning = model.tunings().get(band);
    return tuning == null ? CepstralMean.prior(model.cepstralMean()) : tuning.mean();
  }

  /// What it has learnt of the voice it hears.
  CepstralMean mean() {
    return state == null ? stranger() : state.read();
  }

  /// Forgets the voice it knows, exactly, for this one.
  void expect(CepstralMean mean) {
    require(!listening, "expect");
    if (state != null) {
      state.write(mean);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      var _ = sphinx.psFree(decoder); // how many others still hold it: none
      var _ = sphinx.cmdLnFreeR(options);
      arena.close();
    }
  }

  private void require(boolean met, String call) {
    if (closed || !met) {
      throw new IllegalStateException(call + ": out of turn (expected: begin, hear..., end)");
    }
  }

  private static void check(int result, String function) {
    if (result < 0) {
      throw new IllegalStateException(function + ": " + result + " (expected: >= 0)");
    }
  }

  @SuppressWarnings("restricted") // a C string carries no length
  private static String string(MemorySegment text) {
    return text.reinterpret(Long.MAX_VALUE).getString(0);
  }
}
