/// Machines that translate, as ports of the core.
@NullMarked
package dev.earshot.gateway.translate;

import org.jspecify.annotations.NullMarked;
