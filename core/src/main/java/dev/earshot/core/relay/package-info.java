/// Several recognisers as one: which of them hears a stream, what happens when it fails, and how nothing
/// that was said is lost, told twice or changed on the way from one to the next.
@NullMarked
package dev.earshot.core.relay;

import org.jspecify.annotations.NullMarked;
