/// The event loops of the gateway: one for each core, on which a connection lives with everything that
/// belongs to it, the wire to its recogniser too, so that a sound changes threads nowhere.
@NullMarked
package dev.earshot.gateway.loop;

import org.jspecify.annotations.NullMarked;
