/// A recogniser that says what every second of audio is called: tests and load runs read it.
@NullMarked
package dev.earshot.core.scripted;

import org.jspecify.annotations.NullMarked;
