/// How instances tell each other which cached keys hold no longer: a channel with exact keys and trailing
/// `*`, delivered at most once, which says when it may have missed something.
@NullMarked
package dev.earshot.core.invalidation;

import org.jspecify.annotations.NullMarked;
