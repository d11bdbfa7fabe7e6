package dev.earshot.load.report;

import java.util.List;
import java.util.Map;

/// Pieces of a page.
final class Markup {
  private final StringBuilder html = new StringBuilder();

  Markup add(String raw) {
    html.append(raw).append('\n');
    return this;
  }

  Markup heading(String text) {
    return add("<h2>" + Terms.escaped(text) + "</h2>");
  }

  Markup paragraph(String text) {
    return add("<p class='soft'>" + Terms.escaped(text) + "</p>");
  }

  /// A list that somebody should read; nothing where it is empty.
  Markup list(String kind, List<String> items) {
    if (items.isEmpty()) {
      return this;
    }
    add("<ul class='why " + kind + "'>");
    items.forEach(item -> add("<li>" + Terms.escaped(item) + "</li>"));
    return add("</ul>");
  }

  Markup tile(String what, String value, boolean isBad) {
    return add("<div class='tile" + (isBad ? " bad" : "") + "'><b>" + Terms.escaped(value)
        + "</b><span>" + Terms.escaped(what) + "</span></div>");
  }

  /// @param legend words by the class of their line
  Markup figure(String title, String caption, Map<String, String> legend, String svg) {
    add("<figure><h3>" + Terms.escaped(title) + "</h3>");
    if (!caption.isEmpty()) {
      add("<figcaption>" + Terms.escaped(caption) + "</figcaption>");
    }
    if (!legend.isEmpty()) {
      var words = new StringBuilder("<div class='legend'>");
      legend.forEach((kind, word) -> words.append("<i class='")
          .append(kind)
          .append("'></i>")
          .append(Terms.escaped(word)));
      add(words.append("</div>").toString());
    }
    return add(svg + "</figure>");
  }

  /// The first column is text.
  Markup table(List<String> head, List<List<String>> rows) {
    add("<div class='wide'><table><thead><tr>" + cells("th", head) + "</tr></thead><tbody>");
    rows.forEach(row -> add("<tr>" + cells("td", row) + "</tr>"));
    return add("</tbody></table></div>");
  }

  /// Two columns of words.
  Markup texts(List<List<String>> rows) {
    add("<div class='wide texts'><table><tbody>");
    rows.forEach(row -> add("<tr>" + cells("td", row) + "</tr>"));
    return add("</tbody></table></div>");
  }

  private static String cells(String tag, List<String> texts) {
    var cells = new StringBuilder();
    texts.forEach(text -> cells.append('<')
        .append(tag)
        .append('>')
        .append(Terms.escaped(text))
        .append("</")
        .append(tag)
        .append('>'));
    return cells.toString();
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
