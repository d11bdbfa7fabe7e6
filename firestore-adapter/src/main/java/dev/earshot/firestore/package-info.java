/// Who may stream and what was used, in Firestore: for many instances that share one truth. Begin
/// reading at [FirestoreStore]; names are in [Names], why making a month counts right in [Months].
@NullMarked
package dev.earshot.firestore;

import org.jspecify.annotations.NullMarked;
