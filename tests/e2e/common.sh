# Sourced by the scripts `run` that start programs of others.
# shellcheck shell=bash
set -euo pipefail
shopt -s inherit_errexit

# Enters the workspace. Sets `here`, the script's folder; `target`, cargo's folder; and `folder`, for what is installed, for
# results and for logs: target/NAME by default, where NAME is that of the script's folder.
begin() { # what was not tested if something cannot be installed, the script's arguments
    local workspace
    untested=$1
    here=$(realpath "$(dirname "$0")")
    workspace=$(realpath "$here/../../..")
    target=$(realpath -m "${CARGO_TARGET_DIR:-$workspace/target}")
    folder=$(realpath -m "${2:-$target/$(basename "$here")}")
    cd "$workspace"
    mkdir -p "$folder"
}

not_run() { # why
    echo "$1: $untested." >&2
    exit 77
}

# Makes a command succeed: installs Debian packages if it fails, as root.
provide() { # packages, command
    local packages
    read -r -a packages <<<"$1"
    if ! "${@:2}" &>/dev/null && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq >&2 && apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null || true
    fi
    "${@:2}" &>/dev/null
}

# Installs Python packages into an environment in the folder. Sets `python`.
provide_python() { # PACKAGE==VERSION...
    python=$folder/python/bin/python
    # The list of packages shows that the installation is complete.
    if [ "$(cat "$folder/python/packages" 2>/dev/null)" = "$*" ] && "$python" --version &>/dev/null; then
        return
    fi
    provide 'python3 python3-venv' python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' ||
        not_run 'Python 3.11 or later with the modules venv and ensurepip is missing, and could not be installed'
    rm -rf "$folder/python"
    { python3 -m venv "$folder/python" && "$python" -m pip install --quiet --disable-pip-version-check "$@" >&2; } ||
        not_run 'the Python packages could not be installed, see above'
    echo "$*" >"$folder/python/packages"
}

# Provides Node.js, and installs the packages of the lock file beside the script.
provide_node() {
    local version
    provide nodejs command -v node || not_run 'Node.js is missing, and could not be installed'
    provide npm command -v npm || not_run 'npm is missing, and could not be installed'
    version=$(node --print 'process.versions.node.split(".")[0]')
    [ "$version" -ge 18 ] || not_run "Node.js $version is too old, use 18 or later"
    if [ ! "$here/node_modules/.package-lock.json" -nt "$here/package-lock.json" ]; then
        (cd "$here" && npm ci --ignore-scripts --loglevel=error >&2 && touch node_modules/.package-lock.json) ||
            not_run 'the npm packages could not be installed, see above'
    fi
}

# Sets `chromium`.
provide_chromium() {
    chromium=${CHROMIUM:-$(command -v chromium-browser || command -v google-chrome || true)}
    if [ -z "$chromium" ]; then
        provide chromium command -v chromium || not_run 'Chromium is missing, and could not be installed'
        chromium=$(command -v chromium)
    fi
}

# Sets `firefox`.
provide_firefox() {
    firefox=${FIREFOX:-}
    if [ -z "$firefox" ]; then
        provide firefox-esr command -v firefox-esr || not_run 'Firefox is missing, and could not be installed'
        firefox=$(command -v firefox-esr)
    fi
}

started=()
seen=()
profile=

# Makes a folder for the profiles of browsers, which is removed at the end. Sets `profile`.
make_profile() {
    profile=$(mktemp -d "$folder/profile.XXXXXX")
}

# Prints the programs that are still running. All processes of Chromium have its profile in their arguments.
leftovers() {
    local program
    for program in "${started[@]}"; do
        ! kill -0 "$program" 2>/dev/null || echo "$program"
    done
    [ -z "$profile" ] || grep -lsFf <(echo "$profile") /proc/[0-9]*/cmdline || true
}

# Each program has a process group of its own.
end_all() {
    local status=$? signal=TERM group tries left
    for ((tries = 0; tries < 100; tries++)); do
        left=$(leftovers)
        [ -n "$left" ] || break
        [ "$tries" -lt 80 ] || signal=KILL
        for group in "${started[@]}"; do
            kill -"$signal" -- "-$group" 2>/dev/null || true
        done
        sleep 0.1
    done
    [ -z "$profile" ] || rm -rf "$profile"
    if [ "$signal" = KILL ]; then
        printf 'killed, because they did not end: %s\n' "${left:-all}" >&2
        exit 1
    fi
    exit "$status"
}
trap end_all EXIT

# Starts a program. It prints into FOLDER/NAME.jsonl, which is added to `seen`. Its errors go to FOLDER/NAME.log.
start() { # name, command
    seen+=("$folder/$1.jsonl")
    # Empty the file now, so that nothing from an earlier run is read.
    : >"$folder/$1.jsonl"
    set -m
    "${@:2}" >"$folder/$1.jsonl" 2>"$folder/$1.log" </dev/null &
    set +m
    started+=("$!")
}

# Prints a line of a program's output, as soon as it is there.
await_line() { # name, number
    local tries
    for ((tries = 0; tries < 300; tries++)); do
        if sed -n "${2}{p;q}" "$folder/$1.jsonl" | grep .; then
            return
        fi
        sleep 0.1
    done
    echo "$1 did not start:" >&2
    cat "$folder/$1.log" >&2
    return 1
}

# Prints the last lines of each log that is not empty.
show_logs() {
    find "$folder" -maxdepth 1 -name '*.log' -size +0 -exec tail -v -n 5 {} + >&2
}
