package dev.earshot.core.app;

/// Everything that keeps apps.
public record AppStores(AppCatalog catalog, Installs installs, Reviews reviews, Testers testers) {}
