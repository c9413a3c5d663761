# Shared by the scripts beside it: say something, stop, install Debian packages. Read with `.`, not run.

say() { printf '%s\n' "$*" >&2; }
die() { printf 'zhize: %s\n' "$*" >&2; exit 1; }

# debian PACKAGE...: install them as root, or stop naming the command
debian() {
    command -v apt-get >/dev/null || die "please install what Debian calls: $*"
    [ "$(id -u)" = 0 ] || die "please run: sudo apt-get install $*"
    say "installing $* ..."
    export DEBIAN_FRONTEND=noninteractive
    install="apt-get install -y -q --no-install-recommends $*"
    $install </dev/null >&2 && return
    # a fresh image has no package lists, an old one has stale ones
    apt-get update -q </dev/null >&2 && $install </dev/null >&2 || die "apt-get could not install $*"
}
