/// Drives a gateway from outside, as its clients do, and prints what it measured.
@NullMarked
package dev.earshot.load;

import org.jspecify.annotations.NullMarked;
