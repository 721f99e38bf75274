#!/bin/sh
# Set up Gouji on Debian 12 and its kin: system libraries, a Chinese font, .venv, locked packages.
#
#   packaging/setup.sh run    what the program needs
#   packaging/setup.sh dev    that, and what lint and tests need
#
# Does nothing the second time, until the locked requirements change. Installs system packages only
# as root or with sudo that asks no password; otherwise prints the command and stops where
# something is missing that the program cannot do without.
set -eu

kind=${1:-run}
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}

case $kind in
run) requirements=packaging/requirements.txt ;;
dev) requirements=packaging/requirements-dev.txt ;;
*)
    echo "usage: packaging/setup.sh run|dev" >&2
    exit 2
    ;;
esac

say() { printf '%s\n' "gouji: $*"; }

fail() {
    printf '%s\n' "gouji: $*" >&2
    exit 1
}

is_root() { [ "$(id -u)" -eq 0 ]; }

# --- what is missing -------------------------------------------------------------------------

# Prints the Debian packages of those "package=soname" pairs whose library cannot be loaded.
missing_libraries() {
    "$python" - "$@" <<'PYTHON'
import ctypes
import sys

for pair in sys.argv[1:]:
    package, soname = pair.split("=")
    try:
        ctypes.CDLL(soname)
    except OSError:
        print(package)
PYTHON
}

# Without these Qt cannot be imported, not even without a display.
needed_libraries() {
    missing_libraries libgl1=libGL.so.1 libegl1=libEGL.so.1 libglib2.0-0=libglib-2.0.so.0 \
        libdbus-1-3=libdbus-1.so.3 libxkbcommon0=libxkbcommon.so.0 \
        libfontconfig1=libfontconfig.so.1
}

# Without these there is no window on X.
window_libraries() {
    missing_libraries libxcb-cursor0=libxcb-cursor.so.0 libxcb-icccm4=libxcb-icccm.so.4 \
        libxcb-keysyms1=libxcb-keysyms.so.1 libxcb-shape0=libxcb-shape.so.0 \
        libxcb-xkb1=libxcb-xkb.so.1 libxkbcommon-x11-0=libxkbcommon-x11.so.0
}

has_chinese_font() {
    if command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=zh-cn family 2>/dev/null)" ]; then
        return 0
    fi
    for folder in /usr/share/fonts /usr/local/share/fonts "${HOME:-/}/.fonts" \
        "${HOME:-/}/.local/share/fonts"; do
        [ -d "$folder" ] || continue
        found=$(find "$folder" -type f \( -iname '*droid*fallback*' -o -iname '*cjk*' \
            -o -iname 'wqy*' -o -iname '*uming*' -o -iname '*ukai*' -o -iname '*sourcehan*' \
            -o -iname 'simsun*' -o -iname 'simhei*' -o -iname 'msyh*' \) -print | head -n 1)
        [ -z "$found" ] || return 0
    done
    return 1
}

# A usable .venv need not be made, so venv itself is not needed then.
venv_packages() {
    [ -x .venv/bin/python ] && .venv/bin/python -m pip --version >/dev/null 2>&1 && return 0
    "$python" -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
}

needed_packages() {
    venv_packages
    needed_libraries
}

wanted_packages() {
    window_libraries
    has_chinese_font || echo fonts-droid-fallback
}

# --- system packages -------------------------------------------------------------------------

install_packages() {
    command -v apt-get >/dev/null 2>&1 || return 1
    if is_root; then
        sudo=
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        sudo='sudo -n'
    else
        return 1
    fi
    say "installing system packages: $*"
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get update -qq || true
    # shellcheck disable=SC2086  # the words of $sudo are meant to be split
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" \
        >/dev/null
}

set_up_system() {
    packages=$(echo $(needed_packages) $(wanted_packages))
    [ -n "$packages" ] || return 0
    # shellcheck disable=SC2086  # one word a package
    install_packages $packages || true
    needed=$(echo $(needed_packages))
    wanted=$(echo $(wanted_packages))
    [ -n "$needed$wanted" ] || return 0
    say "these system packages are missing; please install them with:" >&2
    say "    sudo apt-get install -y --no-install-recommends $(echo $needed $wanted)" >&2
    [ -z "$needed" ] || fail "cannot go on without: $needed"
    say "going on without: $wanted (no window on X, or no Chinese characters on screen)" >&2
}

# --- Python ----------------------------------------------------------------------------------

check_python() {
    command -v "$python" >/dev/null 2>&1 || fail "Python 3.11 or newer is needed: sudo apt-get install -y python3"
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        fail "Python 3.11 or newer is needed; $python is $("$python" --version). Name another: PYTHON=python3.11 make run"
}

set_up_venv() {
    if ! .venv/bin/python -c '' 2>/dev/null; then
        say "making .venv"
        "$python" -m venv --clear .venv
    fi
    .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip --upgrade
    say "installing the locked packages of $requirements"
    .venv/bin/python -m pip install -q --disable-pip-version-check --no-warn-script-location \
        --require-hashes -r "$requirements"
    .venv/bin/python -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
}

# The stamp names what was installed and where; a moved checkout or changed lock is set up anew.
stamp_of() {
    sum=$(cat "$1" pyproject.toml packaging/setup.sh | sha256sum | cut -c1-16)
    place=$(pwd | sha256sum | cut -c1-8)
    echo ".venv/.gouji-$2-$place-$sum"
}

stamp=$(stamp_of "$requirements" "$kind")
if [ -e "$stamp" ] && .venv/bin/python -c '' 2>/dev/null; then
    exit 0
fi
# What lint and tests need includes what the program needs.
if [ "$kind" = run ]; then
    dev_stamp=$(stamp_of packaging/requirements-dev.txt dev)
    if [ -e "$dev_stamp" ] && .venv/bin/python -c '' 2>/dev/null; then
        exit 0
    fi
fi
check_python
set_up_system
set_up_venv
rm -f .venv/.gouji-"$kind"-*
: >"$stamp"
say "set-up complete"
