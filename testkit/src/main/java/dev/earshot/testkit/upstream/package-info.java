/// Recognisers behind WebSockets that do as a script says, written from what their vendors document and from
/// nothing that the gateway does; and what every client of one must keep.
@NullMarked
package dev.earshot.testkit.upstream;

import org.jspecify.annotations.NullMarked;
