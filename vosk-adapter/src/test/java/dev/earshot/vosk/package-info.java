/// Tests of the leg with voices that are scripted, and of the library without a model.
@NullMarked
package dev.earshot.vosk;

import org.jspecify.annotations.NullMarked;
