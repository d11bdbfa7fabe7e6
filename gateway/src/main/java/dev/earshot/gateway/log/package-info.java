/// How a line of the log is written: what looks like a secret is left out of all of them, and on demand each is an
/// object of JSON. Only `logback.xml` names these classes.
@NullMarked
package dev.earshot.gateway.log;

import org.jspecify.annotations.NullMarked;
