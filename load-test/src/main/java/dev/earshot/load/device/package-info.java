/// Virtual devices by the thousand on few event loops: each sends its frames on an absolute schedule and
/// notes what it hears against the times that were intended. They speak every dialect of ours, so any
/// gateway that speaks one of them can be driven.
@NullMarked
package dev.earshot.load.device;

import org.jspecify.annotations.NullMarked;
