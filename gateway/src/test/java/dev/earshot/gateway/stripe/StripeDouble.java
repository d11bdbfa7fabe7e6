package dev.earshot.gateway.stripe;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stripe.Stripe;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.earshot.gateway.config.Secret;
import dev.earshot.gateway.config.StripeSettings;
import dev.earshot.gateway.wire.CleanLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Stripe on this machine: subscriptions that change and can be asked for over its API, which may fail
/// or hang, and webhooks as it writes and signs them.
public final class StripeDouble implements AutoCloseable {
  public static final String SECRET = "whsec_new_" + CleanLog.SECRET;
  /// Was replaced, and is good for some time.
  public static final String OLD_SECRET = "whsec_old_" + CleanLog.SECRET;
  public static final String KEY = "rk_test_" + CleanLog.SECRET;
  static final Map<String, String> PRICES = Map.of("price_plus", "plus", "price_pro", "pro");
  private static final String SUBSCRIPTIONS = "/v1/subscriptions";
  private static final Pattern PARTS = Pattern.compile("[&=]");
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Sub> subscriptions = new ConcurrentHashMap<>();
  private final AtomicInteger reads = new AtomicInteger();
  private volatile int status = 200;
  private volatile @Nullable String oddCustomer;
  private volatile int oddStatus;
  private volatile int mayEnd = 200;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  /// A subscription as it is now.
  ///
  /// @param uid in its metadata; null for none
  public record Sub(String id, String customer, String status, String price, Instant created,
      Instant paidUntil, @Nullable String uid) {
    public Sub is(String other) {
      return new Sub(id, customer, other, price, created, paidUntil, uid);
    }

    public Sub costs(String other) {
      return new Sub(id, customer, status, other, created, paidUntil, uid);
    }
  }

  public StripeDouble() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext(SUBSCRIPTIONS, this::answer);
    server.start();
  }

  /// What a gateway is told that knows both secrets.
  public static StripeSettings heard() {
    return new StripeSettings(List.of(new Secret(SECRET), new Secret(OLD_SECRET)), PRICES, null,
        StripeSettings.STRIPE);
  }

  /// The same, of a gateway that asks as well.
  public StripeSettings asked() {
    return new StripeSettings(List.of(new Secret(SECRET)), PRICES, new Secret(KEY), url());
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// This is so from now on.
  public Sub put(Sub subscription) {
    subscriptions.put(subscription.id(), subscription);
    return subscription;
  }

  /// How often a subscription was asked for.
  int reads() {
    return reads.get();
  }

  /// Answers with this status from now on.
  void answers(int other) {
    status = other;
  }

  /// Answers with this status from now on where somebody asks for this customer's subscriptions.
  void answers(String customer, int other) {
    oddStatus = other;
    oddCustomer = customer;
  }

  /// Answers with this status from now on where somebody ends a subscription.
  void answersEnds(int other) {
    mayEnd = other;
  }

  String statusOf(String id) {
    return Objects.requireNonNull(subscriptions.get(id)).status();
  }

  /// Answers nobody until the gate is opened.
  CountDownLatch hangs() {
    gate = new CountDownLatch(1);
    return gate;
  }

  /// An event's body.
  public static String event(String id, String type, Instant at, ObjectNode object) {
    var event = JSON.createObjectNode()
        .put("id", id)
        .put("object", "event")
        .put("api_version", Stripe.API_VERSION)
        .put("created", at.getEpochSecond())
        .put("livemode", false)
        .put("type", type);
    event.putObject("data").set("object", object);
    return event.toString();
  }

  public static String event(String id, String type, Instant at, Sub subscription) {
    return event(id, type, at, json(subscription));
  }

  /// A checkout for a subscription.
  ///
  /// @param reference `client_reference_id`; null for none
  public static ObjectNode checkout(Sub of, @Nullable String reference) {
    return JSON.createObjectNode()
        .put("id", "cs_1")
        .put("object", "checkout.session")
        .put("mode", "subscription")
        .put("customer", of.customer())
        .put("subscription", of.id())
        .put("client_reference_id", reference);
  }

  /// A schedule that has ended, and has let its subscription go where it did not end it.
  public static ObjectNode schedule(Sub of, String status) {
    return JSON.createObjectNode()
        .put("id", "sub_sched_1")
        .put("object", "subscription_schedule")
        .put("customer", of.customer())
        .put("subscription", status.equals("canceled") ? of.id() : null)
        .put("released_subscription", status.equals("canceled") ? null : of.id())
        .put("status", status);
  }

  static ObjectNode json(Sub of) {
    var json = JSON.createObjectNode()
        .put("id", of.id())
        .put("object", "subscription")
        .put("customer", of.customer())
        .put("status", of.status())
        .put("created", of.created().getEpochSecond());
    var metadata = json.putObject("metadata");
    if (of.uid() != null) {
      metadata.put("uid", of.uid());
    }
    var item = json.putObject("items").put("object", "list").putArray("data").addObject();
    item.put("id", "si_1")
        .put("object", "subscription_item")
        .put("current_period_end", of.paidUntil().getEpochSecond());
    item.putObject("price").put("id", of.price()).put("object", "price");
    return json;
  }

  /// `Stripe-Signature` of a body.
  public static String signature(String body, String secret, Instant at) {
    return "t=" + at.getEpochSecond() + ",v1="
        + hmac(secret, at.getEpochSecond() + "." + body) + ",v0=none";
  }

  static String hmac(String secret, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    reads.incrementAndGet();
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    var path = exchange.getRequestURI().getPath();
    var query = exchange.getRequestURI().getQuery();
    var id = path.equals(SUBSCRIPTIONS) ? "" : path.substring(SUBSCRIPTIONS.length() + 1);
    var isEnd = exchange.getRequestMethod().equals("DELETE");
    var answer = id.isEmpty()
        ? page(query == null ? "" : query)
        : isEnd && mayEnd == 200 ? ended(id) : one(id);
    var mayAsk = ("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    var odd = oddCustomer;
    var code = !mayAsk
        ? 401
        : status != 200
            ? status
            : isEnd && mayEnd != 200
                ? mayEnd
                : odd != null && String.valueOf(query).contains(odd)
                    ? oddStatus
                    : answer == null ? 404 : 200;
    var body = (code == 200 && answer != null
        ? answer
        : "{\"error\":{\"type\":\"api_error\",\"message\":\"no\"}}")
        .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private @Nullable String ended(String id) {
    var known = subscriptions.get(id);
    return known == null || known.status().equals("canceled")
        ? null
        : json(put(known.is("canceled"))).toString();
  }

  private @Nullable String one(String id) {
    var known = subscriptions.get(id);
    return known == null ? null : json(known).toString();
  }

  /// The youngest first, as Stripe does.
  private String page(String query) {
    var asked = new HashMap<String, String>();
    var parts = PARTS.split(query, -1);
    for (var n = 0; n + 1 < parts.length; n += 2) {
      asked.put(parts[n], parts[n + 1]);
    }
    var all = subscriptions.values()
        .stream()
        .filter(one -> one.customer().equals(asked.get("customer")))
        .filter(one -> "all".equals(asked.get("status")) || !one.status().equals("canceled"))
        .sorted(Comparator.comparing(Sub::created).thenComparing(Sub::id).reversed())
        .toList();
    var after = asked.get("starting_after");
    var from = after == null ? 0 : all.indexOf(subscriptions.get(after)) + 1;
    var to = Math.min(all.size(), from + Integer.parseInt(asked.getOrDefault("limit", "10")));
    var json = JSON.createObjectNode().put("object", "list").put("has_more", to < all.size());
    var data = json.putArray("data");
    all.subList(from, to).forEach(one -> data.add(json(one)));
    return json.toString();
  }

  @Override
  public void close() {
    gate.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
