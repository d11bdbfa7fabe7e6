/// What an operator may change, by whoever knows the key that lies in the data folder or one that was made
/// with it, and the log of it. Each [AdminRoom] is a part of it.
@NullMarked
package dev.earshot.gateway.admin;

import org.jspecify.annotations.NullMarked;
