#!/bin/sh
# Look for known holes in the locked packages.
#
# The lowest versions that packaging/floors.txt names are always checked, without a network. Where
# pip-audit and the network are at hand, all advisories are asked too; where not, that is said and
# the answer is 3: nothing was found because nothing was asked.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "gouji: $*"; }

.venv/bin/python -m pytest -q -p no:cacheprovider tests/faults/test_floors.py
say "no locked package is older than packaging/floors.txt allows"

if [ -x .venv/bin/pip-audit ]; then
    audit=.venv/bin/pip-audit
elif command -v pip-audit >/dev/null 2>&1; then
    audit=pip-audit
elif command -v uvx >/dev/null 2>&1 && uvx -q pip-audit --version >/dev/null 2>&1; then
    audit='uvx -q pip-audit'
else
    say "advisories were not asked: pip-audit is not here (.venv/bin/pip install pip-audit)" >&2
    exit 3
fi

# Strict, because otherwise it is content where it could look up nothing.
status=0
answer=$($audit --strict --require-hashes --disable-pip --timeout 20 \
    -r packaging/requirements.txt 2>&1) || status=$?
printf '%s\n' "$answer" | tail -n 40
case $answer in
*"No known vulnerabilities found"*) exit 0 ;;
*"known vulnerabilit"*) exit 1 ;;
esac
say "advisories could not be asked (status $status): is there a network?" >&2
exit 3
