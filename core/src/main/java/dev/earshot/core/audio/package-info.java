/// Sound as it came in, the clock it carries, and how it becomes 16 kHz samples.
@NullMarked
package dev.earshot.core.audio;

import org.jspecify.annotations.NullMarked;
