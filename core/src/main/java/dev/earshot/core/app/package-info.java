/// Apps: who made them, who may see and use them, and what users think of them.
@NullMarked
package dev.earshot.core.app;

import org.jspecify.annotations.NullMarked;
