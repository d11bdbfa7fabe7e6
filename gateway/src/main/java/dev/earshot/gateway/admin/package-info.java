/// What an operator may change: credits and keys, by whoever knows the key that lies in the data folder.
@NullMarked
package dev.earshot.gateway.admin;

import org.jspecify.annotations.NullMarked;
