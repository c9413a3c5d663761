#!/usr/bin/env bash
# Does a stranger's first minute work? Clones what is committed, runs `make run SERVE=0` twice, prints the times.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh
limit=10  # seconds the second run may take

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
git clone -q "file://$PWD" "$place/zhize"  # the address form: no hard links, nothing that is not committed
cd "$place/zhize"

now() { "${PYTHON:-python3}" -c 'import time; print(time.time())'; }
seconds() {  # seconds COMMAND...: run it, leave the time in $took
    local start; start=$(now)
    "$@" </dev/null
    took=$(awk -v a="$start" -v b="$(now)" 'BEGIN { printf "%.1f", b - a }')
}
seconds make run SERVE=0; first=$took
seconds make run SERVE=0; second=$took

dirt=$(git status --porcelain)
[ -z "$dirt" ] || die "make run leaves files that git sees:"$'\n'"$dirt"
awk -v took="$second" -v limit="$limit" 'BEGIN { exit took >= limit }' || die "the second run took $second s, limit $limit s"
say "first run $first s, second run $second s, nothing left for git to see"
