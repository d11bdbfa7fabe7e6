/// Requests of ours to addresses that others have named: the name is looked up once, each of its addresses is judged, and the
/// connection goes to the address that was judged and nowhere else. No redirects, bounds on everything that comes back.
@NullMarked
package dev.earshot.gateway.outgoing;

import org.jspecify.annotations.NullMarked;
