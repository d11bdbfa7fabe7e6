/// The recognisers of this gateway as an operator sees and directs them: plain values, read by pages,
/// meters and commands.
@NullMarked
package dev.earshot.gateway.engine;

import org.jspecify.annotations.NullMarked;
