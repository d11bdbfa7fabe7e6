/// WebSockets that we open ourselves, on Netty: bounded in time and in bytes, without compression.
@NullMarked
package dev.earshot.gateway.upstream.wire;

import org.jspecify.annotations.NullMarked;
