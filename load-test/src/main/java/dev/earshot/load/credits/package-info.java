/// Counts what credit costs: the seed system's rule and ours on the same stores, hours of streams in
/// seconds, because the clock is ours. Everything but sockets and recognisers is the gateway's own; every
/// instance is a process.
@NullMarked
package dev.earshot.load.credits;

import org.jspecify.annotations.NullMarked;
