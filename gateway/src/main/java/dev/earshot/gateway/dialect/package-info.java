/// What clients may say and hear, whatever they call it. No socket is known here.
@NullMarked
package dev.earshot.gateway.dialect;

import org.jspecify.annotations.NullMarked;
