#!/bin/sh
# Puts what the image needs of Debian into a folder: libraries by name, who runs, whose work it is.
#   collect.sh FOLDER
set -eu
out=$1
arch=$(uname -m)
lib=/usr/lib/$arch-linux-gnu

# A base that has the recogniser's library needs no network.
if [ ! -e "$lib/libpocketsphinx.so.3" ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libpocketsphinx3 libstdc++6
fi

mkdir -p "$out$lib" "$out/etc" "$out/data" "$out/tmp" "$out/usr/share/doc" "$out/var/lib/dpkg/status.d"
ln -s usr/lib "$out/lib"
case $arch in
  x86_64) mkdir "$out/usr/lib64" && ln -s usr/lib64 "$out/lib64" && cp -L /lib64/ld-linux-x86-64.so.2 "$out/lib64/" ;;
  aarch64) cp -L /lib/ld-linux-aarch64.so.1 "$out/lib/" ;;
  *) echo "machine: $arch (expected: x86_64 or aarch64)" >&2; exit 1 ;;
esac
for name in libc.so.6 libm.so.6 libdl.so.2 libpthread.so.0 librt.so.1 libresolv.so.2 libgcc_s.so.1 libstdc++.so.6 \
  libgfortran.so.5 libblas.so.3 liblapack.so.3 libsphinxbase.so.3 libpocketsphinx.so.3; do
  for from in "$lib/blas/$name" "$lib/lapack/$name" "$lib/$name" "/lib/$arch-linux-gnu/$name"; do
    [ ! -e "$from" ] || { cp -L "$from" "$out$lib/$name"; break; }
  done
  [ -e "$out$lib/$name" ] || { echo "$name: not in the base image" >&2; exit 1; }
done
[ ! -e "$lib/libquadmath.so.0" ] || cp -L "$lib/libquadmath.so.0" "$out$lib/"

# Scanners read the versions here, people the licences there.
for package in libc6 libgcc-s1 libstdc++6 libgfortran5 libquadmath0 libblas3 liblapack3 libsphinxbase3 libpocketsphinx3; do
  doc=/usr/share/doc/$package
  [ -e "$doc" ] || continue
  mkdir -p "$out$doc"
  cp -L "$doc/copyright" "$out$doc/"
  version=$(dpkg-query -W -f '${Version}' "$package" 2>/dev/null ||
    gzip -dc "$doc/changelog.Debian.gz" | sed -n '1s/^[^(]*(\([^)]*\)).*/\1/p')
  [ -n "$version" ] || { echo "$package: of which version?" >&2; exit 1; }
  printf 'Package: %s\nStatus: install ok installed\nVersion: %s\nArchitecture: %s\n' \
    "$package" "$version" "$arch" >"$out/var/lib/dpkg/status.d/$package"
done

printf 'root:x:0:0:root:/:/none\nearshot:x:10001:10001:earshot:/data:/none\n' >"$out/etc/passwd"
printf 'root:x:0:\nearshot:x:10001:\n' >"$out/etc/group"
printf 'hosts: files dns\n' >"$out/etc/nsswitch.conf"
cp -L /usr/lib/os-release "$out/etc/os-release"
chown 10001:10001 "$out/data"
