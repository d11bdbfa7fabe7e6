/// Tests of the detector with Silero's own models on human speech and on noise.
@NullMarked
package dev.earshot.silero;

import org.jspecify.annotations.NullMarked;
