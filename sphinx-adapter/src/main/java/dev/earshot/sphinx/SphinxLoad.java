package dev.earshot.sphinx;

/// How busy the embedded recogniser is.
///
/// @param legs that are open, speaking or not
/// @param decoders that were opened so far
/// @param lent decoders that an utterance has now
/// @param waiting utterances that wait for a decoder
public record SphinxLoad(int legs, int decoders, int lent, int waiting) {}
