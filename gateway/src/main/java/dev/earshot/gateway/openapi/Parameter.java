package dev.earshot.gateway.openapi;

/// Something that a request says beside its body.
///
/// @param name as it stands in the request
/// @param where it stands
/// @param what it means, for a person
public record Parameter(String name, Where where, String what, boolean required, Shape shape) {
  /// Where a request has it.
  public enum Where {
    PATH, QUERY, HEADER
  }

  public Parameter {
    if (where == Where.PATH && !required) {
      throw new IllegalArgumentException(
          "required: false (expected: true, for a part of the path is always there)");
    }
  }

  /// A part of the path, which stands in braces in its template.
  public static Parameter part(String name, String what, Shape shape) {
    return new Parameter(name, Where.PATH, what, true, shape);
  }

  /// A parameter of the query that may be left out.
  public static Parameter query(String name, String what, Shape shape) {
    return new Parameter(name, Where.QUERY, what, false, shape);
  }

  /// A header that must be there.
  public static Parameter header(String name, String what, Shape shape) {
    return new Parameter(name, Where.HEADER, what, true, shape);
  }
}
