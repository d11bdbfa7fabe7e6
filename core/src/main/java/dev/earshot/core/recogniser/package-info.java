/// The door to the machine that hears.
@NullMarked
package dev.earshot.core.recogniser;

import org.jspecify.annotations.NullMarked;
