/// Whether a stream may go on: what is left, for how long that may be believed, what to say.
@NullMarked
package dev.earshot.core.credit;

import org.jspecify.annotations.NullMarked;
