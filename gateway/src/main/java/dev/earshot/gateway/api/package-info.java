/// The HTTP API of accounts, at the port of the streams: what an account may use and has used, and the
/// document that says what there is.
///
/// A route is data: an [dev.earshot.gateway.openapi.Operation] that says what it takes and tells, how
/// long a body may be, and a handler that answers. To add one: write a class with a method that gives a
/// list of [Route]s, as [CreditRoutes] does, and name that list in `House`. Everything else is done here:
/// who calls ([Callers]), 401, 403, 404, 405, 413 and 503 as RFC 9457 tells them, CORS, a deadline, and
/// its place in `GET /v1/openapi.json`. A handler fails with a
/// [dev.earshot.gateway.dialect.ProblemException], or with an [IllegalArgumentException] for a 400.
@NullMarked
package dev.earshot.gateway.api;

import org.jspecify.annotations.NullMarked;
