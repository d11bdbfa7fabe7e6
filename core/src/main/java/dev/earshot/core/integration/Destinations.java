package dev.earshot.core.integration;

import reactor.core.publisher.Mono;

/// Knows where the batches of a line go: to an app, or to the account's owner.
///
/// @param hooks of the apps
/// @param sender to apps
/// @param notifications to owners
public record Destinations(Hooks hooks, HookSender sender, Notifications notifications) {
  /// Empty where nobody wants the line any more. Cold.
  Mono<Destination> of(Line line) {
    return line.app().equals(Line.OWNER)
        ? Mono.just(new Owner(notifications))
        : hooks.of(line.account())
            .flatMap(all -> Mono.justOrEmpty(
                all.stream().filter(hook -> hook.app().equals(line.app())).findFirst()))
            .map(hook -> new App(hook, sender));
  }

  /// An app at an address.
  static String identity(Hook hook) {
    return hook.app() + " " + hook.url();
  }

  private record App(Hook hook, HookSender sender) implements Destination {
    @Override
    public String host() {
      return hook.host();
    }

    @Override
    public String identity() {
      return Destinations.identity(hook);
    }

    @Override
    public Mono<Outcome> send(Batch batch) {
      return sender.send(hook, batch);
    }
  }

  private record Owner(Notifications notifications) implements Destination {
    @Override
    public String host() {
      return Line.OWNER; // no host is called so
    }

    @Override
    public String identity() {
      return Line.OWNER;
    }

    @Override
    public Mono<Outcome> send(Batch batch) {
      return notifications.notify(batch);
    }
  }
}
