/// Vosk in this process, through its Java binding, with a model that the user brings: none is shipped, and
/// what it understands is the model's.
@NullMarked
package dev.earshot.vosk;

import org.jspecify.annotations.NullMarked;
