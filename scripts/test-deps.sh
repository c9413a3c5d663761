#!/bin/sh
# What the tests need besides Python: Java, Chromium, a Chinese font, LibreOffice, and Neo4j's jars in .cache/neo4j/lib.
# Quick and without network when all of it is here.
set -eu
cd "$(dirname "$0")/.."
. scripts/lib.sh

pom=tests/neo4j_server/pom.xml
lib=.cache/neo4j/lib

has() { command -v "$1" >/dev/null; }
has_java() { [ "$(java -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p')" -ge 17 ] 2>/dev/null; }
has_chromium() { [ -n "${CHROMIUM:-}" ] || has chromium || has chromium-browser || has google-chrome ||
    [ -d "/Applications/Google Chrome.app" ] || [ -d /Applications/Chromium.app ]; }
has_chinese() { [ "$(uname)" = Darwin ] || [ -n "$(fc-list :lang=zh-cn 2>/dev/null)" ]; }
has_office() { has soffice || has libreoffice || [ -d /Applications/LibreOffice.app ]; }
has_jars() { cmp -s "$pom" "$lib/pom.xml"; }  # the pom is copied beside the jars when all have come

missing=
has_java || missing="$missing default-jre-headless"
has_chromium || missing="$missing chromium"
has_chinese || missing="$missing fontconfig fonts-noto-cjk"
has_office || missing="$missing libreoffice-writer-nogui libreoffice-calc-nogui"
has_jars || has mvn || missing="$missing maven"
[ -z "$missing" ] || debian $missing
has_java || die "java is older than 17: $(java -version 2>&1 | head -n 1)"

if ! has_jars; then
    say "fetching Neo4j's jars ..."
    rm -rf "$lib" "$lib.new"
    mvn -q -B -C -Dstyle.color=never -f "$pom" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$PWD/$lib.new" </dev/null >&2 ||
        die "Maven could not fetch the jars that $pom names"
    cp "$pom" "$lib.new/pom.xml"
    mv "$lib.new" "$lib"
fi
