/// What apps and owners are sent of what is said: JSON that is signed, over requests that go nowhere they should not.
@NullMarked
package dev.earshot.gateway.hook;

import org.jspecify.annotations.NullMarked;
