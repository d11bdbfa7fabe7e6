/// Who pays and which stream it is: names that every other package uses.
@NullMarked
package dev.earshot.core.identity;

import org.jspecify.annotations.NullMarked;
