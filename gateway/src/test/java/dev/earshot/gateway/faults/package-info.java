/// Faults on real processes: what stands behind a gateway is stopped, frozen, emptied, or the gateway is
/// killed, while somebody speaks. Time is shortened: a tick is a second, an outage ten ticks.
@NullMarked
package dev.earshot.gateway.faults;

import org.jspecify.annotations.NullMarked;
