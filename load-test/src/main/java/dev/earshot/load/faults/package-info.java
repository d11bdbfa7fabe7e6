/// What breaks, on real processes: two gateways behind a balancer, with Redis, Firestore and recognisers, under
/// devices that come back; single faults, pairs of them and a rolling update, each judged by what was lost, what
/// was charged and how long it took.
@NullMarked
package dev.earshot.load.faults;

import org.jspecify.annotations.NullMarked;
