/// TLS for the sockets: a certificate and its key read from files, looked at again while the gateway runs, and
/// the library that speaks with them. It knows nothing of what is said behind it.
@NullMarked
package dev.earshot.gateway.socket.tls;

import org.jspecify.annotations.NullMarked;
