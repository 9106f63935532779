package dev.oriel.dev.process;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the build has put the example's classes. */
public final class FraudClasses {
    private FraudClasses() {}

    public static Path folder() throws URISyntaxException {
        return Path.of(example.fraud.User.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
