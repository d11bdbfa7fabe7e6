/// Credits and usage under every misfortune that a seed can draw: the real recorder, meter, settlement,
/// credit rule and replay run on simulated machines, stores and clocks in virtual time, and an auditor
/// looks after every step.
@NullMarked
package dev.earshot.testkit.simulation;

import org.jspecify.annotations.NullMarked;
