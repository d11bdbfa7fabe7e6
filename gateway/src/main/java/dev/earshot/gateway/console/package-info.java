/// The page that a person opens: microphone in, words out. Nothing of it comes from elsewhere.
@NullMarked
package dev.earshot.gateway.console;

import org.jspecify.annotations.NullMarked;
