/// What an operator may see: meters, liveness, readiness.
@NullMarked
package dev.earshot.gateway.ops;

import org.jspecify.annotations.NullMarked;
