/// A gateway that thousands of sockets besiege which never finish their request: what they cost it, and what
/// those notice who talk.
@NullMarked
package dev.earshot.load.siege;

import org.jspecify.annotations.NullMarked;
