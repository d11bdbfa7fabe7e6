package dev.earshot.sphinx;

import dev.earshot.core.audio.Resampler;
import dev.earshot.core.audio.WavFile;
import dev.earshot.testkit.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Synthetic voices that read sentences to us: `apt-get install flite`.
final class Flite {
  private static final List<String> VOICES = List.of("slt", "rms", "awb", "kal16");
  private static final List<String> SENTENCES = """
      The old man put a bag of yellow apples on the kitchen table.
      She should have finished the report before Thursday morning.
      Can you tell me which bus goes to the central station?
      A thick fog covered the harbour and nobody saw the ship.
      We usually have coffee and fresh bread at half past seven.
      My brother works as an engineer for a small company in the north.
      Children were playing football behind the church all afternoon.
      If it rains tomorrow, the concert will take place inside.
      He joined us for lunch but left without saying goodbye.
      The judge asked the witness to speak more slowly and clearly.
      Fourteen of the twenty five windows were broken by the storm.
      I thought the third chapter was the best part of the book.
      Please switch off the lights when you go out of the office.
      They measured the length of the bridge twice and got two results.
      Her voice was so quiet that we could hardly hear the words.
      The garage charged us ninety dollars for changing the oil.
      A large brown dog jumped over the fence and ran down the road.
      It is cheaper to buy the tickets a few weeks in advance.
      Their youngest daughter is studying chemistry in Boston.
      The choice between the two houses was not easy for either of us.
      Put the fish in the oven and wash the vegetables, would you?
      Nobody knows exactly why the machine stopped working last night.
      The river is wide here and the water moves very fast.
      What time does the museum open on a public holiday?
      He was pleased with the new shoes, although they hurt a little.
      Most of the visitors come by train because parking is awful.
      The doctor told him to rest and to drink plenty of hot tea.
      Our neighbours are building a huge garden shed out of old doors.
      A few birds were still singing in the trees near the lake.
      You can pay by card, by cheque, or in cash at the counter.
      Yesterday the temperature rose to thirty eight degrees.
      The teacher drew a circle, a square and a triangle on the board.
      Let us go through the figures again before we sign anything.
      Six guests arrived early, and the soup was not ready yet.
      The pilot announced that we would land in about twenty minutes.
      I would rather live in a village than in such a noisy city.
      The government has promised to lower the tax on food this year.
      Both of the boys enjoy swimming and riding their bicycles.
      Somebody must have moved the box, because it was here on Monday.
      She gave a short laugh and pushed the heavy chair aside.
      """.lines().toList();

  private Flite() {}

  /// Every sentence in every voice, at 16 kHz.
  static List<short[]> speak() throws IOException, InterruptedException {
    var spoken = new ArrayList<short[]>();
    var file = Files.createTempFile("flite", ".wav");
    try {
      for (var voice : VOICES) {
        for (var sentence : SENTENCES) {
          spoken.add(speak(voice, sentence, file));
        }
      }
    } finally {
      Files.delete(file);
    }
    return spoken;
  }

  private static short[] speak(String voice, String sentence, Path file)
      throws IOException, InterruptedException {
    var flite = new ProcessBuilder("flite", "-voice", voice, "-t", sentence, "-o", file.toString())
        .inheritIO()
        .start();
    if (flite.waitFor() != 0) {
      throw new IOException("flite: " + flite.exitValue() + " (expected: 0)");
    }
    var wav = WavFile.read(file);
    var samples = Line.samples(wav);
    return Resampler.from(wav.format().sampleRateHz()).resample(samples, samples.length);
  }
}
