package dev.earshot.firestore;

import com.google.cloud.Timestamp;
import com.google.cloud.firestore.DocumentSnapshot;
import dev.earshot.firestore.StoreException.Broken;
import java.time.Instant;

/// A document's fields, each as what it has to be.
record Fields(DocumentSnapshot document) {
  boolean has(String name) {
    return document.get(name) != null;
  }

  /// A whole number, 0 or more.
  long amount(String name) {
    if (document.get(name) instanceof Long amount && amount >= 0) {
      return amount;
    }
    throw broken(name, "a whole number >= 0");
  }

  String text(String name) {
    if (document.get(name) instanceof String text) {
      return text;
    }
    throw broken(name, "a text");
  }

  Instant moment(String name) {
    if (document.get(name) instanceof Timestamp moment) {
      return Instant.ofEpochSecond(moment.getSeconds(), moment.getNanos());
    }
    throw broken(name, "a moment");
  }

  Broken broken(String name, String expected) {
    return new Broken(document.getReference().getPath(), name, expected);
  }
}
