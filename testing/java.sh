# For scripts: prints the folder of the first JDK that is new enough: JAVA_HOME, the path, then the usual places.
find_jdk() {
    local release_min=21 candidate release
    for candidate in "${JAVA_HOME:+$JAVA_HOME/bin/javac}" "$(command -v javac || true)" /usr/lib/jvm/*/bin/javac /opt/*/bin/javac \
        "${HOME:-/nonexistent}"/.sdkman/candidates/java/*/bin/javac /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/javac; do
        [[ -x $candidate ]] || continue
        release=$("$candidate" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p' | head -n 1)
        if [[ -n $release && $release -ge $release_min ]]; then
            dirname "$candidate"
            return 0
        fi
    done
    echo "$0 · no JDK of release $release_min or newer · looked at JAVA_HOME, the path and the usual places · set JAVA_HOME" >&2
    return 1
}
