/// What may be set, and to what.
@NullMarked
package dev.earshot.gateway.config;

import org.jspecify.annotations.NullMarked;
