/// The clients that the dialects are for, as npm delivers them, unmodified: the examples of
/// `docs/protocol.md` in processes of Node against a running gateway, and what went over their sockets.
@NullMarked
package dev.earshot.gateway.sdk;

import org.jspecify.annotations.NullMarked;
