/// How much was used: counted in samples, journaled each second, settled once.
@NullMarked
package dev.earshot.core.usage;

import org.jspecify.annotations.NullMarked;
