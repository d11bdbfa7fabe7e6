/// What the recogniser said, as values that travel from the core to the socket.
@NullMarked
package dev.earshot.core.transcript;

import org.jspecify.annotations.NullMarked;
