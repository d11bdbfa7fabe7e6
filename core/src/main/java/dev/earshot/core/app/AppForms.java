package dev.earshot.core.app;

import java.util.function.Function;

/// How apps are written down for other instances. What is read is what was written; other bytes make any
/// exception.
///
/// @param writeApp makes bytes of an app
/// @param readApp makes an app of them
/// @param writePage makes bytes of a list
/// @param readPage makes a list of them
public record AppForms(Function<App, byte[]> writeApp, Function<byte[], App> readApp,
    Function<AppPage, byte[]> writePage, Function<byte[], AppPage> readPage) {}
