package dev.earshot.gateway.dialect.deepgram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What `docs/protocol.md` promises of each parameter is what becomes of it.
class ParameterTest {
  private static final Pattern SECTION = Pattern.compile("(?ms)^## `/v1/listen`.*?(?=^## |\\z)");
  private static final Pattern ROW = Pattern
      .compile("(?m)^\\| (`[^|]*`) \\| (honoured|ignored|refused) \\|");

  @Test
  void treatment_ofEveryParameter_isTheTables() throws IOException {
    var document = Files.readString(Path.of("../docs/protocol.md"));
    var section = SECTION.matcher(document).results().findFirst().orElseThrow().group();
    var promised = new TreeMap<String, String>();
    ROW.matcher(section)
        .results()
        .forEach(row -> Arrays.stream(row.group(1).split(", ", -1))
            .forEach(name -> promised.put(name.replace("`", ""), row.group(2))));

    assertThat(promised).isEqualTo(Arrays.stream(Parameter.values())
        .collect(Collectors.toMap(Parameter::wireName,
            parameter -> parameter.treatment().name().toLowerCase(Locale.ROOT))));
  }
}
