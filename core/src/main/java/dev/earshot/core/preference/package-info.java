/// What a user wishes of the gateway: how often a mentor may speak up.
@NullMarked
package dev.earshot.core.preference;

import org.jspecify.annotations.NullMarked;
