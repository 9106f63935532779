package dev.oriel.api.check;

import dev.oriel.api.OfflineResolver;

/** Checks that history can be read. */
final class OfflineCheck {
    private final ResolverCheck check;
    private final OfflineResolver resolver;

    OfflineCheck(ResolverCheck check, OfflineResolver resolver) {
        this.check = check;
        this.resolver = resolver;
    }

    void run() {
        String javaName = String.valueOf(resolver.featureClass().getCanonicalName());
        if (check.definitions().javaClass(javaName).isEmpty()) {
            check.error("'" + resolver.featureClass().getSimpleName() + "' is no feature class: add @Features to it");
        }
        Sql.of(resolver.sql()).forEach(check::error);
        resolver.schedule().flatMap(Schedules::problem).ifPresent(check::error);
    }
}
