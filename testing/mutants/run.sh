#!/usr/bin/env bash
# Do the tests notice a planted bug? Each patch here breaks one line of the product; its first line names the tests that must
# fail with it. Applies each to a copy of the tree, compiles what it changes, runs those tests, and fails if one survives.
#
#   testing/mutants/run.sh                  all, into testing/results/<date>-mutants.txt
#   testing/mutants/run.sh NAME...          some; prints only
#
# Builds the copy once, with Maven (MVN_FLAGS takes more flags, such as -o). ORIEL_CLASS_PATH, with the classes of the tests and
# all they need, spares the build.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
cd "$root"
source testing/java.sh
jdk=$(find_jdk)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -z --cached --others --exclude-standard | xargs -0 -I{} sh -c 'test ! -e "{}" || echo "{}"' | tar -cf - -T - | tar -xf - -C "$copy"

if [[ -z ${ORIEL_CLASS_PATH:-} ]]; then
    (cd "$copy" && mvn -B -q -ntp ${MVN_FLAGS:-} process-test-classes -DskipTests -pl crash-tests -am)
    ORIEL_CLASS_PATH=$copy/crash-tests/target/test-classes:$(<"$copy/crash-tests/target/class-path")
fi
flags=(-XX:+IgnoreUnrecognizedVMOptions --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC)

tests_of() { sed -n '1s/^# caught by: //p' "$1" | tr ',' ' '; }

run() { # CLASS_PATH TEST...
    local class_path=$1
    shift
    (cd "$copy" && timeout 600 "$jdk/java" "${flags[@]}" -cp "$class_path" dev.oriel.crash.RunTests "$@")
}

all() {
    local survived=0 patch name tests file changed classes code since
    since=$(date +%s)
    # A test that fails by itself catches everything.
    tests=$(for patch in "$@"; do tests_of "$patch" | tr ' ' '\n'; done | sort -u)
    if ! run "$ORIEL_CLASS_PATH" $tests >"$copy/output" 2>&1; then
        cat "$copy/output"
        echo "the tests fail without a planted bug"
        return 1
    fi
    echo "all pass without a planted bug ($(($(date +%s) - since)) s)"
    for patch in "$@"; do
        name=$(basename "$patch" .patch)
        since=$(date +%s)
        classes=$copy/mutant/$name
        mkdir -p "$classes"
        (cd "$copy" && git apply --unsafe-paths "$root/$patch")
        changed=$(sed -n 's|^+++ b/||p' "$patch")
        (cd "$copy" && "$jdk/javac" -nowarn -proc:none --release 21 -d "$classes" -cp "$ORIEL_CLASS_PATH" $changed 2>&1)
        code=0
        run "$classes:$ORIEL_CLASS_PATH" $(tests_of "$patch") >"$copy/output" 2>&1 || code=$?
        for file in $changed; do cp "$root/$file" "$copy/$file"; done
        case $code in
            0) echo "SURVIVED $name"; survived=1 ;;
            1) echo "caught   $name ($(($(date +%s) - since)) s): $(grep -m 1 '=> ' "$copy/output" | sed 's/^ *=> //' | cut -c 1-150)" ;;
            *) echo "FAILED   $name: the tests ended with $code"; tail -n 5 "$copy/output"; survived=1 ;;
        esac
    done
    return $survived
}

if [[ $# -gt 0 ]]; then
    patches=()
    for name in "$@"; do patches+=("testing/mutants/$name.patch"); done
    all "${patches[@]}"
else
    results=testing/results/$(date -u +%F)-mutants.txt
    unfinished=$(mktemp)
    code=0
    { echo '# Planted bugs, each of which the tests must catch (testing/mutants/run.sh)'
      echo
      echo "commit       $(git rev-parse --short HEAD)"
      echo "date         $(date -u +%FT%TZ)"
      all testing/mutants/*.patch; } | tee "$unfinished" || code=$?
    mv "$unfinished" "$results"
    echo "written to $results"
    exit "$code"
fi
