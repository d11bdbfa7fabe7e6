/// Netty, and nothing but Netty, up to the events of a stream.
@NullMarked
package dev.earshot.gateway.socket;

import org.jspecify.annotations.NullMarked;
