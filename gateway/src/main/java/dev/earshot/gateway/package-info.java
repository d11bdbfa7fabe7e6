/// Puts the house together and turns the key.
@NullMarked
package dev.earshot.gateway;

import org.jspecify.annotations.NullMarked;
