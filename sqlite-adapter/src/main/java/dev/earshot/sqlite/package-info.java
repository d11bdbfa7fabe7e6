/// Who may stream and what was used, in one SQLite file: for one machine, without any other server.
@NullMarked
package dev.earshot.sqlite;

import org.jspecify.annotations.NullMarked;
