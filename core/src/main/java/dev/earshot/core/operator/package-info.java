/// Those who run a gateway: the keys of its operations port, and the log of what was changed with them.
/// None of them is an account, and none of their keys lets anybody in as one.
@NullMarked
package dev.earshot.core.operator;

import org.jspecify.annotations.NullMarked;
