/// Sound that comes as one stream of bytes with a header, cut anywhere: which container it is, and the
/// samples in it. WAV and FLAC are decoded here; the packets of Opus in Ogg and WebM are handed to a
/// decoder that is passed in.
@NullMarked
package dev.earshot.core.container;

import org.jspecify.annotations.NullMarked;
