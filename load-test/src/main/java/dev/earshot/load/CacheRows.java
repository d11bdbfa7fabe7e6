package dev.earshot.load;

import java.io.PrintWriter;

/// Some figures of the caches, measured by themselves.
interface CacheRows {
  /// Measures and adds the figures.
  ///
  /// @param out hears what is under way
  void measure(Figures figures, PrintWriter out);
}
