/// What recognisers cost: a second ledger, beside what clients are charged. It counts what each recogniser
/// was given, sound that was sent again included, by the base that it is paid for.
@NullMarked
package dev.earshot.core.cost;

import org.jspecify.annotations.NullMarked;
