/// The commands that a person types.
@NullMarked
package dev.earshot.gateway.cli;

import org.jspecify.annotations.NullMarked;
