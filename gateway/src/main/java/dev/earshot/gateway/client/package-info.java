/// A device of our own: streams a recording to a gateway and reads the words.
@NullMarked
package dev.earshot.gateway.client;

import org.jspecify.annotations.NullMarked;
