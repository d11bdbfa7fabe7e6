/// Tests with the real recogniser, and its bench.
@NullMarked
package dev.earshot.sphinx;

import org.jspecify.annotations.NullMarked;
