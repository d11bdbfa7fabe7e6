/// How streams learn that somebody changed what their account may use.
@NullMarked
package dev.earshot.core.signal;

import org.jspecify.annotations.NullMarked;
