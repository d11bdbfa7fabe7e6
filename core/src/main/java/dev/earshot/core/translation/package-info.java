/// Final words in another language, for streams that ask for it: remembered in two levels, also that a text needs none, and told
/// behind the words themselves, which wait for nothing.
@NullMarked
package dev.earshot.core.translation;

import org.jspecify.annotations.NullMarked;
