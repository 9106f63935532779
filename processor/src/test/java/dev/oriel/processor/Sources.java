package dev.oriel.processor;

import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/** Feature classes as source text, and their compilation. */
final class Sources {
    private static final String USER_HEAD = """
            package example;

            import dev.oriel.api.*;
            import java.time.Instant;
            import org.jspecify.annotations.Nullable;

            @Features(maxStaleness = "infinity", etlOfflineToOnline = true)
            public interface User {
                long id();
                @Nullable String name();
                DataFrame<Transaction> transactions();
                @Windows({"30d", "60d", "90d"}) @Default("0") @Materialized(bucketDuration = "1d")
                @Expression("_.transactions[_.amount, _.ts > _.chalk_window].sum()")
                Windowed<Double> totalSpend();
            """;

    /** The line of {@link #user} that holds the declaration under test. */
    static final int LINE = USER_HEAD.split("\n", -1).length;

    private Sources() {}

    /** A user with one more declaration, at line {@link #LINE}. */
    static JavaFileObject user(String declaration) {
        return JavaFileObjects.forSourceString("example.User", USER_HEAD + declaration + "\n}\n");
    }

    static JavaFileObject transaction() {
        return JavaFileObjects.forSourceString("example.Transaction", """
                package example;

                import dev.oriel.api.*;
                import java.time.Instant;

                @Features
                public interface Transaction {
                    String id();
                    @References(User.class) long userId();
                    User user();
                    String merchantId();
                    double amount();
                    Instant ts();
                }
                """);
    }

    static JavaFileObject source(String name, String text) {
        return JavaFileObjects.forSourceString(
                "example." + name, "package example;\n\nimport dev.oriel.api.*;\n" + text);
    }

    /** Compiles as strictly as a careful user does. */
    static Compilation compile(JavaFileObject... sources) {
        return javac().withProcessors(new FeatureProcessor())
                .withOptions(
                        "-Xlint:all,-processing", "-Werror", "--release", "21", "-XDaddTypeAnnotationsToSymbol=true")
                .compile(sources);
    }

    /** {@code User.java:16: message} of each error, in order. */
    static List<String> errors(Compilation compilation) {
        var errors = new ArrayList<String>();
        for (Diagnostic<? extends JavaFileObject> error : compilation.errors()) {
            JavaFileObject source = error.getSource();
            String file = source == null ? "" : source.getName().replaceAll(".*/", "");
            errors.add(file + ":" + error.getLineNumber() + ": " + error.getMessage(Locale.ROOT));
        }
        return errors;
    }
}
