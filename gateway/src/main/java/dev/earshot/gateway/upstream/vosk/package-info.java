/// A client of vosk-server: Vosk behind a WebSocket, in a process or on a machine of its own.
@NullMarked
package dev.earshot.gateway.upstream.vosk;

import org.jspecify.annotations.NullMarked;
