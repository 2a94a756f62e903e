# Sourced by the scripts that run the Autobahn Testsuite. The test suite needs Python 2.7, and a python3 with the modules venv
# and ensurepip, which installs it.
# shellcheck shell=bash

# Prints the path of Python 2.7, of the system or of pyenv.
find_python2() {
    local candidate
    for candidate in "$(command -v python2.7 || true)" "${PYENV_ROOT:-$HOME/.pyenv}"/versions/2.7*/bin/python2.7; do
        if [ -x "$candidate" ] && "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] != (2, 7))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo 'Python 2.7 is missing (python2.7, or in pyenv), and the Autobahn Testsuite needs it.' >&2
    return 1
}

# Prints the path of a Python 3 that can run an old virtualenv.
find_python3() {
    local candidate
    for candidate in python3.{11,10,9,8,7} "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.{11,10,9,8,7}.*/bin/python3 python3; do
        if candidate=$(command -v "$candidate") && "$candidate" -c 'import venv, ensurepip' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo 'Python 3 with the modules venv and ensurepip is missing.' >&2
    return 1
}

# Installs the test suite into a folder. Sets `wstest`. Says why if it fails.
install_wstest() { # python3, folder
    local python2
    wstest=$2/wstest/bin/wstest
    if [ -x "$wstest" ]; then
        return
    fi
    python2=$(find_python2) || return 1
    rm -rf "$2/tools" "$2/wstest"
    if ! { "$1" -m venv "$2/tools" &&
        "$2/tools/bin/pip" install --quiet --disable-pip-version-check virtualenv==20.15.1 &&
        "$2/tools/bin/virtualenv" --quiet --python "$python2" "$2/wstest" &&
        "$2/wstest/bin/pip" install --quiet --no-python-version-warning autobahntestsuite==25.10.1; } >&2; then
        rm -rf "$2/wstest"
        echo 'The Autobahn Testsuite could not be installed, see above.' >&2
        return 1
    fi
}

# Runs chapter 7, close handling, against servers. Writes the results into FOLDER/report/index.json. Fails if the test suite does.
run_chapter_7() { # folder, NAME=URL...
    local server servers=
    for server in "${@:2}"; do
        servers+=${servers:+, }$(printf '{ "agent": "%s", "url": "%s" }' "${server%%=*}" "${server#*=}")
    done
    rm -rf "$1/report"
    cat >"$1/spec.json" <<JSON
{
  "outdir": "$1/report",
  "servers": [$servers],
  "cases": ["7.*"],
  "exclude-cases": [],
  "exclude-agent-cases": {}
}
JSON
    if ! (cd "$1" && timeout 600 "$wstest" --mode fuzzingclient --spec spec.json >wstest.log 2>&1); then
        echo 'wstest failed:' >&2
        tail -n 20 "$1/wstest.log" >&2
        return 1
    fi
}
