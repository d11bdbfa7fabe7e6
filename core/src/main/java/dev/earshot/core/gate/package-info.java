/// Keeps silence from recognisers that are paid for the sound they are sent, and times as exact as without it.
@NullMarked
package dev.earshot.core.gate;

import org.jspecify.annotations.NullMarked;
