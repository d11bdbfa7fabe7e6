/// `earshot bench overload`: finds how many streams a gateway holds, offers it several times as many, and
/// tells how those fared that it let in.
@NullMarked
package dev.earshot.load.overload;

import org.jspecify.annotations.NullMarked;
