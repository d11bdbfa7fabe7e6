/// What the fuzzing of every module's parsers has in common: the fuzzer, and inputs that are kept.
@NullMarked
package dev.earshot.fuzz;

import org.jspecify.annotations.NullMarked;
