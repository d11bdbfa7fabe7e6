package dev.earshot.load.versus;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A relay of another maker: what has to be installed, what is written for it, how it is started.
///
/// Each has one worker and no log of accesses, and is otherwise as it comes.
enum Peer {
  /// As a plain proxy of WebSockets.
  NGINX("nginx", "nginx") {
    @Override
    List<String> versionCommand() {
      return List.of(program(), "-v");
    }

    @Override
    String file() {
      return "nginx.conf";
    }

    @Override
    String config(int port, URI upstream, boolean isRoot) {
      return (isRoot ? "user root;\n" : "") + """
          daemon off;
          worker_processes 1;
          pid nginx.pid;
          error_log stderr warn;
          events {
            worker_connections 16384;
          }
          http {
            access_log off;
            client_body_temp_path body;
            proxy_temp_path proxy;
            fastcgi_temp_path fastcgi;
            uwsgi_temp_path uwsgi;
            scgi_temp_path scgi;
            server {
              listen 127.0.0.1:%d backlog=4096;
              location / {
                proxy_pass http://%s;
                proxy_http_version 1.1;
                proxy_set_header Upgrade $http_upgrade;
                proxy_set_header Connection "upgrade";
                proxy_read_timeout 1h;
                proxy_send_timeout 1h;
              }
            }
          }
          """.formatted(port, upstream.getAuthority());
    }

    @Override
    List<String> command(Path folder, int port, URI upstream) {
      return List.of(program(), "-e", "stderr", "-p", folder.toString(), "-c",
          folder.resolve(file()).toString());
    }
  },
  /// In HTTP mode, from whose upgrade on it is a tunnel.
  HAPROXY("haproxy", "haproxy") {
    @Override
    List<String> versionCommand() {
      return List.of(program(), "-v");
    }

    @Override
    String file() {
      return "haproxy.cfg";
    }

    @Override
    String config(int port, URI upstream, boolean isRoot) {
      return """
          global
            nbthread 1
          defaults
            mode http
            timeout connect 5s
            timeout client 1h
            timeout server 1h
            timeout tunnel 1h
          frontend devices
            bind 127.0.0.1:%d backlog 4096
            default_backend recogniser
          backend recogniser
            server upstream %s
          """.formatted(port, upstream.getAuthority());
    }

    @Override
    List<String> command(Path folder, int port, URI upstream) {
      return List.of(program(), "-db", "-f", folder.resolve(file()).toString());
    }
  },
  /// Debian's `websockets` and uvloop.
  PYTHON("/usr/bin/python3", "python3-websockets python3-uvloop") {
    @Override
    List<String> versionCommand() {
      return List.of(program(), "-c", "import sys, websockets, websockets.version, uvloop; print('"
          + "Python', sys.version.split()[0], 'websockets', websockets.version.version, 'uvloop', "
          + "uvloop.__version__)");
    }

    @Override
    String file() {
      return "relay.py";
    }

    @Override
    String config(int port, URI upstream, boolean isRoot) {
      return Resources.text(file());
    }

    @Override
    List<String> command(Path folder, int port, URI upstream) {
      return List.of(program(), folder.resolve(file()).toString(), String.valueOf(port),
          upstream.toString());
    }
  };

  private final String program;
  private final String packages;

  /// @param packages with spaces between them
  Peer(String program, String packages) {
    this.program = program;
    this.packages = packages;
  }

  /// As the command line and the figures name it.
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Debian's packages, with spaces between them.
  String packages() {
    return packages;
  }

  /// What it is, in a line; empty where it is not installed.
  Optional<String> version() {
    return Programs.isThere(program) ? Programs.firstLine(versionCommand()) : Optional.empty();
  }

  String program() {
    return Programs.find(program).map(Path::toString).orElse(program);
  }

  abstract List<String> versionCommand();

  /// What its configuration is called in its folder.
  abstract String file();

  /// @param isRoot whether it is started by root, and has to stay so to read its folder
  abstract String config(int port, URI upstream, boolean isRoot);

  abstract List<String> command(Path folder, int port, URI upstream);
}
