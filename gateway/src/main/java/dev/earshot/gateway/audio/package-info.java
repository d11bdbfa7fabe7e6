/// Codecs that need a library.
@NullMarked
package dev.earshot.gateway.audio;

import org.jspecify.annotations.NullMarked;
