/// What the public HTTP API is, as data, and the OpenAPI document that is made of it. Knows no handler:
/// whoever serves a path says here what it takes and tells.
@NullMarked
package dev.earshot.gateway.openapi;

import org.jspecify.annotations.NullMarked;
