/// The rules of the house that a compiler does not know, to be checked over every module's classes.
@NullMarked
package dev.earshot.house;

import org.jspecify.annotations.NullMarked;
