/// How a leg reaches a recogniser behind a socket: one driver for all of them, and what each of them says as
/// plain values. Sockets are opened by whoever implements [dev.earshot.gateway.upstream.Switchboard].
@NullMarked
package dev.earshot.gateway.upstream;

import org.jspecify.annotations.NullMarked;
