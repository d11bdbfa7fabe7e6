/// How strictly a stream keeps to RFC 6455: the cases of the Autobahn test suite under its own numbers, as a
/// table of ours. A gateway does not echo, so a row says what else must be seen from outside.
@NullMarked
package dev.earshot.gateway.rfc6455;

import org.jspecify.annotations.NullMarked;
