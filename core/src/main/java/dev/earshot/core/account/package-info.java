/// Who may stream: keys, and what a month grants.
@NullMarked
package dev.earshot.core.account;

import org.jspecify.annotations.NullMarked;
