/// What many gateways share, in Redis: how much was used, what was changed, who was told.
@NullMarked
package dev.earshot.redis;

import org.jspecify.annotations.NullMarked;
