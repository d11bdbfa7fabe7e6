/// `earshot load`: drives a gateway, whoever made it, with devices, and tells what it held and what it added.
@NullMarked
package dev.earshot.load.cli;

import org.jspecify.annotations.NullMarked;
