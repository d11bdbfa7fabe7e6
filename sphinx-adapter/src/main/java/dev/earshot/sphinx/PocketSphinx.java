package dev.earshot.sphinx;

import java.lang.foreign.MemorySegment;

/// The functions of the C library that we call: each method is the function of the same name written
/// with underscores (`psStartUtt` is `ps_start_utt`), and its Java types say the C types.
///
/// Version 0.8+5prealpha, as Debian packs it. Only one thread at a time may work with one decoder.
interface PocketSphinx {
  void errSetLogfp(MemorySegment file);

  MemorySegment psArgs();

  /// Reads options; unlike `cmd_ln_init` it is not variadic.
  MemorySegment cmdLnParseR(MemorySegment inOut, MemorySegment definitions, int argc,
      MemorySegment argv, int strict);

  int cmdLnFreeR(MemorySegment options);

  MemorySegment psInit(MemorySegment options);

  int psFree(MemorySegment decoder);

  /// Frame numbers begin at zero again, and the noise tracker anew.
  int psStartStream(MemorySegment decoder);

  int psStartUtt(MemorySegment decoder);

  int psProcessRaw(MemorySegment decoder, MemorySegment pcm, long samples, int noSearch,
      int fullUtterance);

  int psEndUtt(MemorySegment decoder);

  MemorySegment psGetHyp(MemorySegment decoder, MemorySegment score);

  MemorySegment psSegIter(MemorySegment decoder, MemorySegment score);

  MemorySegment psSegNext(MemorySegment segment);

  MemorySegment psSegWord(MemorySegment segment);

  void psSegFrames(MemorySegment segment, MemorySegment first, MemorySegment last);

  int psSegProb(MemorySegment segment, MemorySegment acoustic, MemorySegment language,
      MemorySegment backOff);

  MemorySegment psGetLogmath(MemorySegment decoder);

  double logmathExp(MemorySegment table, int logarithm);

  MemorySegment psGetFe(MemorySegment decoder);

  MemorySegment psGetFeat(MemorySegment decoder);

  /// Reads a map of the model's means and variances; null when the file holds none.
  MemorySegment psMllrRead(MemorySegment file);

  /// Reads the model's means and variances anew and maps them. The decoder then owns the map. Ends the
  /// process when the model's files are gone.
  MemorySegment psUpdateMllr(MemorySegment decoder, MemorySegment map);
}
