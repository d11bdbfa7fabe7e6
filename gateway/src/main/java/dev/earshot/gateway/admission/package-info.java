/// Whether there is room for one more stream, by what was measured.
@NullMarked
package dev.earshot.gateway.admission;

import org.jspecify.annotations.NullMarked;
