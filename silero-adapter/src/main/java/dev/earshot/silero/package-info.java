/// Silero's voice detector in this process, through onnxruntime, with a model file that the user brings: none
/// is shipped. Beside the detector of energy in the core it costs more and is not taken in by noise.
@NullMarked
package dev.earshot.silero;

import org.jspecify.annotations.NullMarked;
