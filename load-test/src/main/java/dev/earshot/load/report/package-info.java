/// What a load run has measured, as people and machines read it: a record that becomes JSON and comes back,
/// a summary for the terminal, a page with plots, a comparison of two runs, and thresholds.
@NullMarked
package dev.earshot.load.report;

import org.jspecify.annotations.NullMarked;
