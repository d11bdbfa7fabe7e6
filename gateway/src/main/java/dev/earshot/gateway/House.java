package dev.earshot.gateway;

import dev.earshot.core.cache.CacheManager;
import dev.earshot.core.cost.CostBook;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.stream.Transcription;
import dev.earshot.gateway.admission.Admission;
import dev.earshot.gateway.admission.CreditCheck;
import dev.earshot.gateway.admission.StreamsPerAccount;
import dev.earshot.gateway.config.GatewayConfig;
import dev.earshot.gateway.config.GatewayConfig.FirstKey;
import dev.earshot.gateway.config.GatewayConfig.Listen;
import dev.earshot.gateway.console.Console;
import dev.earshot.gateway.dialect.Entrance;
import dev.earshot.gateway.dialect.deepgram.ListenEntrance;
import dev.earshot.gateway.dialect.device.DeviceEntrance;
import dev.earshot.gateway.dialect.openai.OpenAiEntrance;
import dev.earshot.gateway.loop.Loops;
import dev.earshot.gateway.ops.Health;
import dev.earshot.gateway.ops.LoopLag;
import dev.earshot.gateway.ops.Memory;
import dev.earshot.gateway.ops.Meters;
import dev.earshot.gateway.ops.OpsPages;
import dev.earshot.gateway.socket.Drain;
import dev.earshot.gateway.socket.OpenStreams;
import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.socket.SocketServer;
import dev.earshot.gateway.socket.StreamDesk;
import dev.earshot.gateway.socket.StreamPort;
import dev.earshot.gateway.socket.tls.Certificates;
import dev.earshot.gateway.socket.tls.TlsLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// The gateway put together: the only place where adapters are made. Closing goes the way back.
public final class House implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(House.class);

  private final Closings closings = new Closings();
  private final Meters meters = new Meters();
  private final Health health = new Health();
  private final LoopLag loopLag = LoopLag.ofSystem();
  private final SecureRandom random = seeded();
  private final InstantSource clock = InstantSource.system();
  private final GatewayConfig config;
  private final List<FirstKey> keys;
  private final Doors doors;
  private final CacheManager caches;
  private final Drain drain;
  private final SocketServer streams;
  private final SocketServer ops;
  private final Mono<Void> ready;

  private House(GatewayConfig config, SocketLimits limits, Admission.Limits full,
      UnaryOperator<Stores> seenAs) throws IOException {
    this.config = config;
    try {
      Files.createDirectories(config.data());
      this.keys = FirstKeys.of(config, random);
      var stores = seenAs.apply(Stores.open(config, clock, meters, closings));
      this.caches = closings.keep(stores.caches().open(random, meters));
      var costs = closings.keep(CostKeeping.of(
          new CostBook(stores.costs(), newStream().toString(), clock), meters));
      var loops = closings.keep(Loops.ofCores());
      loopLag.watch(loops.all());
      meters.machine(health, loopLag);
      var room = EngineRoom.open(config, costs.book(), meters.engines(), random, loops, closings);
      var engine = room.recogniser();
      var admitted = admitted(stores);
      this.doors = Doors.open(config, stores, random, clock, closings);
      var billing = Billing.open(config, stores, meters.billing(), clock, random,
          () -> newStream().toString(), closings);
      var apps = AppRoom.open(stores, caches, doors::hookSecret);
      var books = closings.keep(Books.open(stores, config.credits(), clock, random, meters));
      var transcription = new Transcription(engine, books.desk(), books.recorder(), random)
          .overheardBy(Integrations.open(config, apps.hooks(), apps.preferences()::mentorFrequency,
              meters, clock,
              random, closings))
          .overheardBy(Interpreters.open(config, caches, meters, closings));
      var listen = config.listen();
      var open = new OpenStreams(meters);
      this.drain = new Drain(open, config.streams().drain(), random, Schedulers.parallel());
      var offices = new Offices(config, stores, doors, billing, clock, random,
          apps, this::newStream);
      this.ops = closings.keep(SocketServer.plain(closings.keep(Loops.of(1)),
          listen.host(), listen.opsPort(),
          new OpsPages(health, meters, offices.adminPages(room, new Leaving(health, drain)))));
      this.streams = closings.keep(SocketServer.streams(loops, listen.host(), ports(listen),
          desk(engine, stores, transcription, full, offices, open),
          limits.at(limits.pace().atMost(config.streams().pace()))
              .packed(engine.capabilities().feed().packets()),
          drain));
      this.ready = Mono.when(room.ready(), admitted).cache();
    } catch (IOException | RuntimeException e) {
      closings.close();
      throw e;
    }
    var _ = ready.subscribe(_ -> {}, error -> {
      LOG.warn("recogniser: {}", error.getMessage());
      health.unready("recogniser: " + error.getMessage());
    }, health::ready);
  }

  /// Opens everything and listens. Returns before the recogniser is ready; [#ready] tells when it is.
  ///
  /// @throws IOException when a port or a file cannot be had; the message says which
  public static House open(GatewayConfig config, SocketLimits limits) throws IOException {
    return open(config, limits, Admission.Limits.DEFAULT);
  }

  /// The same, with limits of its own on how busy it may be.
  ///
  /// @throws IOException when a port or a file cannot be had; the message says which
  public static House open(GatewayConfig config, SocketLimits limits, Admission.Limits full)
      throws IOException {
    return open(config, limits, full, UnaryOperator.identity());
  }

  /// The same, with stores that misbehave, or that are watched.
  static House open(GatewayConfig config, SocketLimits limits, Admission.Limits full,
      UnaryOperator<Stores> seenAs) throws IOException {
    return new House(config, limits, full, seenAs);
  }

  /// Completes when the recogniser can hear and the keys are let in, fails when it never will.
  public Mono<Void> ready() {
    return ready;
  }

  /// The port at which streams are served.
  public int port() {
    return streams.port();
  }

  /// The port at which streams are served with TLS; none where there is no certificate.
  public OptionalInt securePort() {
    return streams.ports().stream().skip(1).mapToInt(Integer::intValue).findFirst();
  }

  public int opsPort() {
    return ops.port();
  }

  /// What lets somebody in until keys are created.
  public List<FirstKey> keys() {
    return keys;
  }

  /// Who is let in, and who must leave.
  Doors doors() {
    return doors;
  }

  /// Copies of what the stores say.
  CacheManager caches() {
    return caches;
  }

  public Meters meters() {
    return meters;
  }

  @Override
  public void close() {
    health.unready("going down");
    closings.close();
  }

  private List<StreamPort> ports(Listen listen) throws IOException {
    var plain = StreamPort.plain(listen.port());
    var tls = listen.tls();
    if (tls == null) {
      return List.of(plain);
    }
    var certificates = closings
        .keep(Certificates.open(tls.files(), TlsLibrary.best(), clock, meters));
    certificates.watch(tls.look(), Schedulers.boundedElastic());
    return List.of(plain, new StreamPort(tls.port(), certificates));
  }

  private StreamDesk desk(Recogniser engine, Stores stores, Transcription transcription,
      Admission.Limits full, Offices offices, OpenStreams open) {
    var entrances = entrances(engine.capabilities());
    var admission = new Admission(engine::load, loopLag::millis, Memory::now, full);
    return new StreamDesk(new Console(), entrances,
        offices.endpoints(engine.capabilities(), entrances), admission,
        doors.gate(),
        new StreamsPerAccount(config.streams().perAccount()),
        new CreditCheck(stores.allowances(), config.credits().plans(), clock),
        transcription,
        this::newStream, open, meters);
  }

  private List<Entrance> entrances(Capabilities engine) {
    var translates = config.translator() != null;
    return List.of(DeviceEntrance.withHeader(engine, clock).translating(translates),
        DeviceEntrance.withMessage(engine, clock).translating(translates),
        new ListenEntrance(engine, clock, ListenEntrance.MANNERS), new OpenAiEntrance(engine));
  }

  /// A file that does not answer is an error; a store that many share may be away for some time.
  private Mono<Void> admitted(Stores stores) {
    if (config.backing().firestore() == null) {
      FirstKeys.admit(keys, stores.accounts()).block();
      return Mono.empty();
    }
    return FirstKeys.admitSomeDay(keys, stores.accounts());
  }

  /// Reads its seed now and computes from then on: the usual source reads a file again and again, and
  /// it would do so on an event loop.
  private static SecureRandom seeded() {
    try {
      var random = SecureRandom.getInstance("DRBG");
      random.nextLong();
      return random;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("random: no DRBG (expected: a JDK with its providers)", e);
    }
  }

  private StreamId newStream() {
    return new StreamId(new UUID(random.nextLong(), random.nextLong()));
  }
}
