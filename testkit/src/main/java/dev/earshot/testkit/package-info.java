/// Contracts that every adapter must keep, doubles that keep them, and sample speech.
@NullMarked
package dev.earshot.testkit;

import org.jspecify.annotations.NullMarked;
