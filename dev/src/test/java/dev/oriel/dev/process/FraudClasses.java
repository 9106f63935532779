package dev.oriel.dev.recount;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the build has put the example's classes. */
final class FraudClasses {
    private FraudClasses() {}

    static Path folder() throws URISyntaxException {
        return Path.of(example.fraud.User.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
