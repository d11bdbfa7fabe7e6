/// Whether somebody speaks, and from when to when.
@NullMarked
package dev.earshot.core.voice;

import org.jspecify.annotations.NullMarked;
