package dev.earshot.load;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `earshot bench caches`: what a kept value costs, and how often many who want one have it loaded.
@Command(name = "caches", mixinStandardHelpOptions = true, description = "The caches: a warm get, the loads of one key for many callers, apps on two instances, and what a day reads of Firestore (3 minutes; needs redis-server and a Firestore emulator).")
final class CachesCommand implements Callable<Integer> {
  @Option(names = "--gets", defaultValue = "1000000", description = "of each value that are measured (default: ${DEFAULT-VALUE})")
  private int gets;

  @Option(names = "--json", description = "the last line is one JSON object")
  private boolean json;

  @Override
  public Integer call() {
    var out = new PrintWriter(System.out, true, System.out.charset());
    return Bench.report(CachesBench.usual(gets).run(out), json, out);
  }
}
