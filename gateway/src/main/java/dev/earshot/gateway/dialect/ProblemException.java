package dev.earshot.gateway.dialect;

/// A request that is answered with a [ApiProblem]. Its message is the detail, so no secret stands in it.
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final ApiProblem problem;

  /// @param detail reads `name: value (expected: range)`
  public ProblemException(ApiProblem problem, String detail) {
    super(detail, null, false, false); // it is an answer, and nobody looks for where it came from
    this.problem = problem;
  }

  public ApiProblem problem() {
    return problem;
  }

  /// The answer.
  public Reply reply() {
    return problem.reply(String.valueOf(getMessage()));
  }
}
