# ./earshot image: builds the gateway's image, runs it as a cluster would, and measures it. Read by the launcher.

image_help() {
  cat <<'H'
Usage: earshot image [--json] [--base IMAGE | --own-base] [--with vosk,silero] [--tag NAME]
       earshot image --pod
Build the gateway's image with podman, run it with a read-only root, without rights and in 2 GB, stream speech to it,
stop it while somebody speaks, and print what it weighs and how long it takes.
  --base IMAGE   of Debian 12, in place of docker.io/library/debian:12-slim
  --own-base     make the base with mmdebstrap; so it is as well where the other one cannot be pulled
  --with LIST    with the libraries for EARSHOT_ENGINES=vosk-local and EARSHOT_SILERO
  --tag NAME     what to call it (localhost/earshot:VERSION)
  --pod          no build: run the Pod of deploy/kubernetes with the image that is there, by podman kube play
  --json         the last line is one object: size_mb, ready_ms and others
Exit code 1 where it did not hold: 150 MB as a registry keeps it without the model of speech, ready in 1.5 s.
H
}

need_podman() {
  local missing=()
  for tool in podman buildah runc iptables netavark catatonit; do
    PATH="$PATH:/usr/sbin:/sbin:/usr/lib/podman" type -P "$tool" >/dev/null || missing+=("$tool")
  done
  [ -x /usr/lib/podman/aardvark-dns ] || missing+=(aardvark-dns)
  if command -v podman >/dev/null && ! may_install; then return; fi
  [ ${#missing[@]} = 0 ] && return
  may_install || die "podman: not found: install podman, as root on Debian: apt-get install podman buildah runc iptables netavark aardvark-dns catatonit"
  install_packages "${missing[@]}"
}

# For our calls alone: what a container asks for that a machine inside of a machine does not give.
podman_settings() {
  mkdir -p "$home/target/image"
  export CONTAINERS_CONF="$home/target/image/containers.conf"
  {
    printf '[containers]\ndefault_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]\nnetns = "host"\n[engine]\nevents_logger = "file"\n'
    [ "$(id -u)" != 0 ] || printf 'cgroup_manager = "cgroupfs"\n'
    ! command -v runc >/dev/null || printf 'runtime = "runc"\n'
  } >"$CONTAINERS_CONF"
}

# The image that it begins with: the one that was asked for, the public one, or one of Debian's packages made here.
image_base() {
  local wanted="$1" made=localhost/earshot-base:12 packages=libpocketsphinx3,libstdc++6,dash,coreutils,sed,gzip,base-files
  if [ "$wanted" != own ]; then
    if podman image exists "$wanted" || podman pull -q "$wanted" >/dev/null 2>"$home/target/image/pull.log"; then
      echo "$wanted"
      return
    fi
    say "base: $wanted cannot be pulled, see target/image/pull.log: made with mmdebstrap"
  fi
  if ! podman image exists "$made"; then
    if ! command -v mmdebstrap >/dev/null; then
      may_install || die "base: mmdebstrap is missing: as root on Debian: apt-get install mmdebstrap, or --base IMAGE"
      install_packages mmdebstrap
    fi
    mmdebstrap --quiet --variant=extract --include="$packages" bookworm "$home/target/image/base.tar" 2>"$home/target/image/base.log" ||
      die "base: mmdebstrap failed, see target/image/base.log"
    podman import -q "$home/target/image/base.tar" "$made" >/dev/null 2>"$home/target/image/base.log"
    rm -f "$home/target/image/base.tar"
  fi
  echo "$made"
}

# The JDK of this machine makes the image's JRE; its certificates may lie elsewhere.
image_build() {
  local base="$1" tag="$2" with="$3" certificates epoch stamp
  certificates=$(readlink -f "$JAVA_HOME/lib/security/cacerts")
  epoch=${SOURCE_DATE_EPOCH:-$(date -d "$(sed -n 's|.*<project.build.outputTimestamp>\(.*\)</.*|\1|p' "$home/pom.xml")" +%s)}
  stamp=$(cat "$home"/deploy/image/* "$home"/deploy/src/main/java/dev/earshot/deploy/*.java "$home"/gateway/target/*.jar \
    "$home"/gateway/target/lib/*.jar "$JAVA_HOME/release" | sha256sum | cut -c1-16)
  say "image: building $tag on $base"
  podman build --timestamp "$epoch" --build-arg BASE="$base" --build-arg JDK="$base" --build-arg WITH="$with" --build-arg STAMP="$stamp" \
    --volume "$(readlink -f "$JAVA_HOME"):/opt/java/openjdk:ro" --volume "$certificates:$certificates:ro" \
    -f "$home/deploy/image/Dockerfile" -t "$tag" "$home" >"$home/target/image/build.log" 2>&1 ||
    die "image: not built: $(tail -3 "$home/target/image/build.log"); all of it in target/image/build.log"
}

# One request to a port of this machine: the status.
status_of() {
  local host="$1" port="$2" path="$3" line
  { exec 3<>"/dev/tcp/$host/$port"; } 2>/dev/null || { echo 0; return; }
  printf 'GET %s HTTP/1.0\r\n\r\n' "$path" >&3
  IFS= read -r -t 2 line <&3 || line='- 0'
  exec 3>&-
  line=${line#* }
  echo "${line%% *}"
}

now_ms() { date +%s%3N; }

await_ready() {
  local host="$1" port="$2" until
  until=$(($(now_ms) + 60000))
  while [ "$(status_of "$host" "$port" /readyz)" != 200 ]; do
    [ "$(now_ms)" -lt "$until" ] || return 1
    sleep 0.01
  done
}

# Until somebody streams.
await_stream() {
  local line
  for _ in $(seq 1 600); do
    exec 3<>"/dev/tcp/127.0.0.1/$1"
    printf 'GET /metrics HTTP/1.0\r\n\r\n' >&3
    while IFS= read -r -t 2 line <&3; do
      case "$line" in 'earshot_streams_open 1'*) exec 3>&-; return ;; esac
    done
    exec 3>&-
    sleep 0.1
  done
  return 1
}

free_port() {
  local port
  for _ in 1 2 3 4 5 6 7 8 9; do
    port=$((20000 + RANDOM % 10000))
    if [ "$(status_of 127.0.0.1 $port /)" = 0 ]; then
      echo $port
      return
    fi
  done
  die "port: none free between 20000 and 30000"
}

speak() {
  EARSHOT_DATA="$home/target/image/client" "$JAVA_HOME/bin/java" "${java_flags[@]}" -cp "$(class_path gateway)" \
    dev.earshot.gateway.Main transcribe "$home/gateway/src/main/resources/demo/$1.wav" "${@:2}"
}

# The words of a recording. A machine that is far too busy gives up waiting for the last ones, so three times.
hear() {
  local said
  for _ in 1 2 3; do
    said=$(speak pls-hold-while-try-16k "$@" 2>"$home/target/image/hear.log") || { tail -3 "$home/target/image/hear.log" >&2; continue; }
    case "$said" in *"please hold"*) echo "$said"; return ;; esac
  done
  die "image: heard \"${said:-}\" (expected: ... please hold ...)"
}

# Whether native libraries come from the image: without them it would go on, only slower.
loads_its_own() {
  local maps library
  maps=/proc/$(podman inspect -f '{{.State.Pid}}' "$1")/maps
  [ -r "$maps" ] || return 0
  for library in libnetty_transport_native_epoll_ libsqlitejdbc; do
    grep -q "/opt/earshot/native/$library" "$maps" || die "image: $library was not loaded from /opt/earshot/native"
  done
}

# Bytes of the layers as a registry keeps them, then of the model's alone.
image_layers() {
  local tag="$1" oci="$home/target/image/oci" manifest sizes model
  rm -rf "$oci"
  podman push -q "$tag" "oci:$oci:it" >/dev/null 2>"$home/target/image/push.log"
  manifest=$(sed -n 's/.*"digest":"sha256:\([0-9a-f]*\)".*/\1/p' "$oci/index.json")
  sizes=$(grep -o '"layers":.*' "$oci/blobs/sha256/$manifest" | grep -o '"size":[0-9]*' | cut -d: -f2)
  model=$(podman history --no-trunc --human=false --format '{{.Size}} {{.CreatedBy}}' "$tag" | tac | awk '$1 > 0' |
    awk '/in \/opt\/earshot\/models/ { print NR }')
  echo "$sizes" | awk -v model="$model" '{ all += $1 } NR == model { own = $1 } END { print all, own }'
  rm -rf "$oci"
}

# As a cluster runs it: sets ready_ms, start_ms, words, stop_ms.
image_run() {
  local tag="$1" name="earshot-image-$$" port ops began log="$home/target/image/run.log"
  port=$(free_port)
  ops=$(free_port)
  podman create --name "$name" --network host --read-only --read-only-tmpfs=false --cap-drop ALL \
    --security-opt no-new-privileges --memory 2g --user 10001:10001 --stop-timeout 30 --volume "$name:/data" \
    --env EARSHOT_HOST=127.0.0.1 --env EARSHOT_PORT="$port" --env EARSHOT_OPS_PORT="$ops" \
    --env EARSHOT_KEYS=dev:devkey --env JDK_JAVA_OPTIONS=-XX:AOTMode=on "$tag" >/dev/null
  # shellcheck disable=SC2064 -- this name
  trap "podman rm -f -v $name >/dev/null 2>&1; podman volume rm -f $name >/dev/null 2>&1" EXIT
  began=$(now_ms)
  podman start "$name" >/dev/null
  await_ready 127.0.0.1 "$ops" || { podman logs "$name" >&2; die "image: not ready within a minute"; }
  ready_ms=$(($(now_ms) - $(date -d "$(podman inspect -f '{{.State.StartedAt.Format "2006-01-02T15:04:05.999Z07:00"}}' "$name")" +%s%3N)))
  start_ms=$(($(now_ms) - began))
  words=$(hear --key devkey --url "ws://127.0.0.1:$port")
  loads_its_own "$name"

  speak queue-youarenext-16k --key devkey --url "ws://127.0.0.1:$port" --pace 0.2 >/dev/null 2>"$log" &
  local client=$!
  await_stream "$ops" || die "image: nobody speaks (expected: a stream)"
  began=$(now_ms)
  podman stop "$name" >/dev/null
  stop_ms=$(($(now_ms) - began))
  wait "$client" && die "image: the client that spoke was not sent away (expected: 1001)"
  grep -q 'closed with 1001' "$log" || { tail -3 "$log" >&2; die "image: the client that spoke was not told 1001"; }
  [ "$(podman inspect -f '{{.State.ExitCode}}' "$name")" = 143 ] || die "image: killed, or failed: $(podman logs "$name" 2>&1 | tail -3)"
  podman logs "$name" 2>&1 | grep -E ' ERROR ' >&2 && die "image: the log has errors (expected: none)"
  podman rm -f -v "$name" >/dev/null
  podman volume rm -f "$name" >/dev/null 2>&1
  trap - EXIT
}

# The Pod of the manifests, in a network of its own, spoken to at its own address with the key that it made.
image_pod() {
  local tag="$1" file="$home/target/image/pod.yaml" log="$home/target/image/pod.log" pod at key words
  command -v kubectl >/dev/null || die "kubectl: not found: install it, it renders deploy/kubernetes (kubernetes.io/docs/tasks/tools)"
  podman image exists "$tag" || die "$tag: not there: ./earshot image builds it"
  kubectl kustomize "$home/deploy/kubernetes/overlays/podman" | sed "s|image: localhost/earshot:.*|image: $tag|" >"$file"
  # It looks for something to build in a folder that is called as the image, so not in ours.
  # shellcheck disable=SC2064 -- this file
  trap "podman kube down '$file' >/dev/null 2>&1; podman volume rm -f earshot >/dev/null 2>&1" EXIT
  ( cd "$home/target/image" && podman kube play --network podman "$file" ) >"$log" 2>&1 || { cat "$log" >&2; die "pod: podman kube play failed"; }
  pod=$(podman ps -aq --filter name=earshot-pod --filter ancestor="$tag")
  at=$(podman inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$(podman pod inspect -f '{{.InfraContainerID}}' "$(podman inspect -f '{{.Pod}}' "$pod")")")
  await_ready "$at" 9090 || { podman logs "$pod" >&2; die "pod: not ready within a minute"; }
  key=$(podman logs "$pod" 2>/dev/null | sed -n 's/^key: \([^ ]*\) .*/\1/p')
  words=$(hear --url "ws://$at:8080" --key "$key")
  podman kube down "$file" >/dev/null 2>&1
  podman volume rm -f earshot >/dev/null 2>&1 || true
  trap - EXIT
  echo "pod: ready at $at, heard: $words"
}

image() {
  local base=docker.io/library/debian:12-slim with="" json="" pod="" version tag ready_ms=0 start_ms=0 stop_ms=0 words="" all own failed=0
  version=$(sed -n 's|^  <version>\(.*\)</version>|\1|p' "$home/pom.xml" | head -1)
  tag=localhost/earshot:${version%-SNAPSHOT}
  while [ $# -gt 0 ]; do
    case "$1" in
      --help|-h) image_help; return ;;
      --json) json=yes ;;
      --pod) pod=yes ;;
      --own-base) base=own ;;
      --base|--with|--tag)
        [ $# -ge 2 ] || { say "image: $1 without a value"; exit 2; }
        case "$1" in --base) base=$2 ;; --with) with=$2 ;; --tag) tag=$2 ;; esac
        shift ;;
      *) say "image: $1 (expected: an option of ./earshot image --help)"; exit 2 ;;
    esac
    shift
  done
  need_podman
  podman_settings
  build_options=(-Pimage)
  [ -e "$home/gateway/target/sbom.json" ] || rm -f "$home/gateway/target/built"
  build gateway
  if [ -n "$pod" ]; then
    image_pod "$tag"
    return
  fi
  base=$(image_base "$base")
  image_build "$base" "$tag" "$with"
  image_run "$tag"
  read -r all own < <(image_layers "$tag")
  report "$all" "$own"
}

# Bytes of all, of the model.
report() {
  local size model unpacked
  size=$(mega $(($1 - $2)))
  model=$(mega "$2")
  unpacked=$(mega "$(podman image inspect -f '{{.Size}}' "$tag")")
  cat <<R
image      $tag
size       $size MB as a registry keeps it, without the model of speech (at most 150)
model      $model MB more; unpacked on disk, both together: $unpacked MB
ready      $ready_ms ms from the start of the process to 200 at /readyz (at most 1500); $start_ms ms from podman start
heard      $words
stop       $stop_ms ms from podman stop, while somebody spoke and was told 1001
R
  [ "${size%.*}" -lt 150 ] && [ "$ready_ms" -le 1500 ] || failed=1
  [ -z "$json" ] || printf '{"image":"%s","size_mb":%s,"model_mb":%s,"unpacked_mb":%s,"ready_ms":%s,"start_ms":%s,"stop_ms":%s}\n' \
    "$tag" "$size" "$model" "$unpacked" "$ready_ms" "$start_ms" "$stop_ms"
  exit "$failed"
}

mega() { awk -v bytes="$1" 'BEGIN { printf "%.1f", bytes / 1000000 }'; }
