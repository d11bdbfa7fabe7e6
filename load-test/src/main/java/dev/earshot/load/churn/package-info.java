/// `earshot bench churn`: streams of every dialect come and go by the thousand, with and without manners, and
/// what the gateway keeps of them is looked at again and again.
@NullMarked
package dev.earshot.load.churn;

import org.jspecify.annotations.NullMarked;
