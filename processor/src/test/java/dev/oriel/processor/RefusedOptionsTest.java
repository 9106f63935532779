package dev.oriel.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What annotations beside the expression may say, and what is said of those that may not. */
class RefusedOptionsTest {
    private static final String SUM = "@Expression(\"_.transactions[_.amount].sum()\") @Default(\"0\") ";

    private static String kept(String windows, String options) {
        return "@Windows({" + windows + "}) " + SUM + "@Materialized(" + options + ") Windowed<Double> f();";
    }

    private static Stream<Arguments> buckets() {
        return Stream.of(
                Arguments.of(
                        "the length of some windows alone",
                        kept(
                                "\"1d\", \"60d\"",
                                "bucketDurations = @BucketDuration(value = \"5d\", windows = {\"60d\"})"),
                        "f: the window '1d' has no bucket: add it to bucketDurations, or give a bucketDuration for the"
                                + " windows that are not listed"),
                Arguments.of(
                        "a window under two lengths",
                        kept(
                                "\"60d\"",
                                "bucketDuration = \"1d\", bucketDurations = {@BucketDuration(value = \"5d\", windows ="
                                        + " \"60d\"), @BucketDuration(value = \"6d\", windows = \"1440h\")}"),
                        "f: the window '1440h' is under '5d' and under '6d': keep it under one"),
                Arguments.of(
                        "the length of a window that there is not",
                        kept(
                                "\"60d\", \"90d\"",
                                "bucketDuration = \"1d\", bucketDurations = @BucketDuration(value = \"5d\", windows ="
                                        + " \"30d\")"),
                        "f: there is no window '30d' to keep in '5d': declared are 60d, 90d"),
                Arguments.of(
                        "a length for no window",
                        kept(
                                "\"60d\"",
                                "bucketDuration = \"1d\", bucketDurations = @BucketDuration(value = \"5d\", windows ="
                                        + " {})"),
                        "f: '5d' of bucketDurations is for no window: name its windows"),
                Arguments.of(
                        "a length that is none",
                        kept("\"60d\"", "bucketDurations = @BucketDuration(value = \"5y\", windows = \"60d\")"),
                        "f: '5y' is not a duration: write for example 10m, 1h30m or 30d"),
                Arguments.of(
                        "a length beyond its window",
                        kept("\"60d\"", "bucketDurations = @BucketDuration(value = \"61d\", windows = \"60d\")"),
                        "f: the window '60d' is shorter than one bucket of '61d': make buckets no longer than the"
                                + " window"));
    }

    private static Stream<Arguments> startsAndBackfills() {
        return Stream.of(
                Arguments.of(
                        "a start that is no time",
                        kept("\"60d\"", "bucketDuration = \"1d\", bucketStart = \"yesterday\""),
                        "f: 'yesterday' is not a time: write ISO 8601, such as 2024-01-01 or"
                                + " 2024-01-01T00:00:00+05:30"),
                Arguments.of(
                        "a start of a window that there is not",
                        kept(
                                "\"60d\"",
                                "bucketDuration = \"1d\", bucketStarts = @BucketStart(value = \"2024-01-01\", windows"
                                        + " = \"7d\")"),
                        "f: there is no window '7d' to keep in '2024-01-01': declared are 60d"),
                Arguments.of(
                        "a schedule that is none",
                        kept("\"60d\"", "bucketDuration = \"1d\", backfillSchedule = \"hourly\""),
                        "f: 'hourly' is not a schedule: write a cron expression of minute, hour, day, month and day of"
                                + " week, such as '0 3 * * *', or a duration such as 1d"),
                Arguments.of(
                        "a schedule of an hour that there is not",
                        kept("\"60d\"", "bucketDuration = \"1d\", backfillSchedule = \"0 24 * * *\""),
                        "f: '24' is not an hour of a schedule: write 0 to 23, '*', lists such as 1,15, ranges such as"
                                + " 1-5, steps such as */10"),
                Arguments.of(
                        "a look-back that is none",
                        kept("\"60d\"", "bucketDuration = \"1d\", backfillLookback = \"3 moons\""),
                        "f: '3 moons' is not a duration: write for example 10m, 1h30m or 30d"),
                Arguments.of(
                        "a buffer that is none",
                        kept("\"60d\"", "bucketDuration = \"1d\", continuousBuffer = \"x\""),
                        "f: 'x' is not a duration: write for example 10m, 1h30m or 30d"));
    }

    private static Stream<Arguments> joins() {
        return Stream.of(
                Arguments.of(
                        "no equality",
                        "@HasMany(join = \"Transaction.user_id\") DataFrame<Transaction> f();",
                        "f: 'Transaction.user_id' is no equality of two features: write Transaction.user_id =="
                                + " User.id"),
                Arguments.of(
                        "a feature that there is not",
                        "@HasMany(join = \"Transaction.usr_id == User.id\") DataFrame<Transaction> f();",
                        "f: no feature 'usr_id' on Transaction; did you mean 'user_id'?"),
                Arguments.of(
                        "a third class",
                        "@HasMany(join = \"Card.user_id == User.id\") DataFrame<Transaction> f();",
                        "f: 'Card' is neither User nor Transaction: write Transaction.user_id == User.id"),
                Arguments.of(
                        "one class alone",
                        "@HasMany(join = \"User.id == _.name\") DataFrame<Transaction> f();",
                        "f: 'User.id == _.name' compares two features of User: write Transaction.user_id == User.id"),
                Arguments.of(
                        "other types",
                        "@HasMany(join = \"Transaction.user_id == User.id & Transaction.amount == User.name\")"
                                + " DataFrame<Transaction> f();",
                        "f: 'Transaction.amount == User.name' compares 'name' (text) with 'amount' (float): join by"
                                + " features of one type"),
                Arguments.of(
                        "a windowed feature",
                        "@HasMany(join = \"Transaction.amount == User.total_spend\") DataFrame<Transaction> f();",
                        "f: 'total_spend' of User is no single value: join by scalar features"),
                Arguments.of(
                        "has-one without the key",
                        "@HasOne(join = \"Transaction.merchant_id == _.name\") Transaction f();",
                        "f: a has-one joins by the primary key of Transaction alone: write User.transaction_id =="
                                + " Transaction.id"),
                Arguments.of(
                        "a join of a scalar",
                        "@HasOne(join = \"User.id == _.id\") long f();",
                        "f: @HasMany and @HasOne are for relations: return DataFrame<...> or a feature class, or drop"
                                + " them"),
                Arguments.of(
                        "rows kept for no duration",
                        "@HasMany(maxStaleness = \"long\") DataFrame<Transaction> f();",
                        "f: 'long' is not a duration: write for example 10m, 1h30m or 30d"));
    }

    private static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(
                        "bounds of text",
                        "@Validate(min = 1) String f();",
                        "f: min and max are for numbers, the" + " feature is text"),
                Arguments.of(
                        "length of a number",
                        "@Validate(maxLength = 3) long f();",
                        "f: minLength and maxLength are for text, bytes and lists, the feature is integer"),
                Arguments.of(
                        "contained in a number",
                        "@Validate(contains = \"x\") double f();",
                        "f: contains is for text and lists of text, the feature is float"),
                Arguments.of(
                        "bounds the wrong way around",
                        "@Validate(min = 2, max = 1) double f();",
                        "f: no number is from 2.0 to 1.0: min is greater than max"),
                Arguments.of(
                        "bound that is no number",
                        "@Validate(max = Double.NaN) double f();",
                        "f: min and max are finite numbers: leave out a bound that there is not"),
                Arguments.of(
                        "lengths the wrong way around",
                        "@Validate(minLength = 2, maxLength = 1) String f();",
                        "f: no length is from 2 to 1: minLength is greater than maxLength"),
                Arguments.of("negative length", "@Validate(minLength = -1) String f();", "f: a length is 0 or more"),
                Arguments.of(
                        "nothing asked for",
                        "@Validate(strict = true) String f();",
                        "f: @Validate asks for nothing: give min, max, minLength, maxLength or contains"));
    }

    private static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of(
                        "time to live that is none",
                        "@OfflineTtl(\"ages\") String f();",
                        "f: 'ages' is not a duration: write for example 10m, 1h30m or 30d"),
                Arguments.of(
                        "kept out and kept",
                        "@StoreOnline(false) @MaxStaleness(\"1d\") String f();",
                        "f: @StoreOnline(false) keeps out what @MaxStaleness keeps: drop one of them"),
                Arguments.of(
                        "staleness of a relation",
                        "@MaxStaleness(\"1d\") DataFrame<Transaction> f();",
                        "f: a relation stores nothing of its own: give staleness, caching and stores to the features of"
                                + " the class that it leads to, or @HasMany(maxStaleness)"),
                Arguments.of(
                        "empty vector",
                        "@Dimensions(0) double[] f();",
                        "f: a vector of 0 numbers holds nothing: give it" + " its length"),
                Arguments.of(
                        "first version written out",
                        "@Version(1) @Named(\"score\") double f();",
                        "score@1: version 1 is not written: the first version is the feature without @Version, others"
                                + " count from 2"),
                Arguments.of(
                        "versions of two shapes",
                        "@Version(2) @Named(\"name\") @Windows(\"1d\") Windowed<Long> f();",
                        "name@2: name and f are versions of 'name', one nullable text, one windowed integer: versions"
                                + " have one shape"),
                Arguments.of(
                        "groups without an expression",
                        "@Windows(\"1d\") WindowedGroups<Double> f();",
                        "f: WindowedGroups needs an expression: add @Expression, such as"
                                + " \"_.transactions.group_by(_.merchant_id).agg(_.amount.sum())\""),
                Arguments.of(
                        "vector without its length",
                        "double[] f();",
                        "f: 'double[]' is no type of a feature: return a number, boolean, String, a type of java.time,"
                                + " BigDecimal, byte[], an enum, a record or a List of these, Windowed or"
                                + " WindowedGroups of one of these, DataFrame of a feature class, a feature class, or"
                                + " double[] with @Dimensions(its length)"),
                Arguments.of(
                        "window over rows that are gone",
                        "@HasMany(maxStaleness = \"30d\") DataFrame<Transaction> kept();\n"
                                + "@Windows({\"10d\", \"90d\"}) @Default(\"0\")"
                                + " @Expression(\"_.kept[_.amount].sum()\") Windowed<Double> f();",
                        "f: the window '90d' is longer than its rows are kept, '30d' by the maxStaleness of kept: keep"
                                + " them longer, drop the window, or add @Materialized"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"buckets", "startsAndBackfills", "joins", "values", "shapes"})
    void B011_B031_B032_B072_B073_D17_compile_wrongOption_isRefusedAtItsLine(
            String name, String declaration, String message) {
        var compilation = Sources.compile(Sources.user(declaration), Sources.transaction());
        int line =
                Sources.LINE + (int) declaration.chars().filter(c -> c == '\n').count();
        assertThat(Sources.errors(compilation)).as(name).containsExactly("User.java:" + line + ": " + message);
    }

    private static JavaFileObject account() {
        return Sources.source("Account", """
                import java.math.BigDecimal;
                import java.time.*;
                import java.util.*;
                import org.jspecify.annotations.Nullable;

                /**
                 * An account.
                 * :owner: payments
                 */
                @Features(maxStaleness = "1d", etlOfflineToOnline = true) @Cache(nulls = CachePolicy.EVICT)
                public interface Account {
                    enum Kind { PRIVATE, BUSINESS }
                    record Address(String street, @Nullable String postCode, List<String> lines) {}

                    @Primary String number();
                    String bank();
                    Kind kind();
                    Address address();
                    List<String> labels();
                    Set<Long> friends();
                    @Dimensions(3) double[] embedding();
                    byte[] photo();
                    LocalDate born();
                    LocalTime wakes();
                    Duration age();
                    BigDecimal balance();
                    short small();
                    @OfflineTtl("90d") @EtlOfflineToOnline(false) @Cache(nulls = CachePolicy.SKIP) int visits();
                    @StoreOnline(false) @StoreOffline(false) String secret();
                    @Validate(min = 0, max = 100, strict = true) double score();
                    @Version(value = 2, isDefault = true) @Named("score") double scoreV2();
                    @Validate(minLength = 1, maxLength = 20, contains = "x") String code();
                    @HasMany(join = "Payment.from == Account.number & Payment.bank == Account.bank", maxStaleness = "400d")
                    DataFrame<Payment> payments();
                    @HasMany(join = "_.number == Payment.to") DataFrame<Payment> received();
                    @Windows(value = {"10m", "60d", "365d"}, days = 1) @Default("0")
                    @Expression("_.payments[_.amount, _.at > _.chalk_window].sum()")
                    @Materialized(
                            bucketDuration = "1d",
                            bucketDurations = {
                                @BucketDuration(value = "1m", windows = "10m"),
                                @BucketDuration(value = "5d", windows = {"60d", "365d"})
                            },
                            bucketStart = "2024-01-01T00:00:00+05:30",
                            bucketStarts = @BucketStart(value = "2024-01-01", windows = "60d"),
                            backfillSchedule = "*/15 0-6 * jan,feb mon-fri",
                            backfillResolver = "history",
                            backfillLookback = "3d",
                            backfillStart = "2020-01-01",
                            continuousBuffer = "1h",
                            continuousResolver = "gap",
                            edges = Edges.EXACT)
                    Windowed<Double> spend();
                    @Windows("30d") @Expression("_.payments[_.at > _.chalk_window].count()") @Materialized
                    Windowed<Long> payments30();
                }
                """);
    }

    @Test
    void B011_B021_B031_B032_B072_B073_B074_B084_B085_B086_compile_everyOption_isAccepted() {
        JavaFileObject account = account();
        JavaFileObject payment = Sources.source("Payment", """
                @Features
                public interface Payment {
                    long id();
                    String from();
                    String to();
                    String bank();
                    double amount();
                    @FeatureTime java.time.Instant at();
                    @HasOne(join = "Account.number == _.from") Account account();
                }
                """);
        JavaFileObject totals = Sources.source("Totals", """
                @Features(singleton = true)
                interface Totals {
                    long users();
                }
                """);
        var compilation = Sources.compile(account, payment, totals);
        assertThat(Sources.errors(compilation)).isEmpty();
    }

    @Test
    void B034_compile_singletonWithAKey_isRefused() {
        assertThat(Sources.errors(Sources.compile(Sources.source(
                        "Totals",
                        "@Features(singleton = true) interface Totals {\n  long id();\n  long users();\n}\n"))))
                .containsExactly(
                        "Totals.java:5: id: a singleton has one row and needs no key: drop it, or drop singleton ="
                                + " true");
    }
}
