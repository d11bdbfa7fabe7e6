/// The use case: sound in, words out, with the meter and the credit beside it.
@NullMarked
package dev.earshot.core.stream;

import org.jspecify.annotations.NullMarked;
