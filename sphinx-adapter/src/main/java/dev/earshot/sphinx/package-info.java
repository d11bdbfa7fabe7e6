/// The embedded recogniser: PocketSphinx, called through the foreign function interface, with the
/// sound cut into utterances before it and few decoders shared by many streams behind it.
@NullMarked
package dev.earshot.sphinx;

import org.jspecify.annotations.NullMarked;
