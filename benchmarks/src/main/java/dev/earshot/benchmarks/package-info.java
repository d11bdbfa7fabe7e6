/// What the hot paths cost, measured by JMH.
@NullMarked
package dev.earshot.benchmarks;

import org.jspecify.annotations.NullMarked;
