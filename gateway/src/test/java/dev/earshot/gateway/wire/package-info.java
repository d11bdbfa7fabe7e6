/// A client that can speak WebSocket wrongly, and what watches over every test of a socket.
@NullMarked
package dev.earshot.gateway.wire;

import org.jspecify.annotations.NullMarked;
