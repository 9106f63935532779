package dev.oriel.engine;

import static dev.oriel.api.StreamResolver.stream;
import static dev.oriel.api.StreamResolver.streamMaps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.oriel.api.Feature;
import dev.oriel.api.KafkaSource;
import dev.oriel.api.StreamResolver;
import dev.oriel.api.check.NamedResolver;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.DefinitionException;
import dev.oriel.engine.shop.PurchaseMessage;
import dev.oriel.engine.shop.Purchase_;
import dev.oriel.engine.shop.UserMessage;
import dev.oriel.engine.shop.User_;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogTest {
    private static final KafkaSource SOURCE = KafkaSource.named("s");

    private static List<String> problems(StreamResolver... resolvers) {
        var named = new ArrayList<NamedResolver>();
        for (StreamResolver resolver : resolvers) {
            named.add(new NamedResolver("R", "r" + named.size(), "R.java", named.size() + 1, resolver));
        }
        DefinitionException refused =
                catchThrowableOfType(DefinitionException.class, () -> Catalog.of(Shop.CATALOG.definitions(), named));
        return Objects.requireNonNull(refused, "it is accepted").problems();
    }

    @Test
    void classesThatAreOnThePathTwice_areServedOnce() throws Exception {
        URL again = Path.of(CatalogTest.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toUri()
                .toURL();
        // A loader of its own finds the index again, after its parent's.
        try (var loader = new URLClassLoader(new URL[] {again}, CatalogTest.class.getClassLoader())) {
            Catalog catalog = Catalog.load(loader);

            assertThat(catalog.resolvers()).hasSameSizeAs(Shop.CATALOG.resolvers());
            assertThat(catalog.definitions().featureClasses())
                    .hasSameSizeAs(Shop.CATALOG.definitions().featureClasses());
        }
    }

    @Test
    void twoResolversOfOneFeatureAndSource_areRefused() {
        StreamResolver resolver = stream(UserMessage.class, SOURCE).output(User_.id, UserMessage::id);

        assertThat(problems(resolver, resolver))
                .containsExactly(
                        "R.java:2: r1: it fills 'user.id' from source 's', as 'r0' does: one resolver fills a feature from"
                                + " a source; drop one of them, or give them different .environments(…)");
    }

    @Test
    void B136_expressionsOverMessages_areCheckedByTheFieldsThatTheMessageHas() {
        assertThat(problems(stream(PurchaseMessage.class, SOURCE)
                        .output(Purchase_.id, "_.id")
                        .output(Purchase_.userId, "_.userId")
                        .output(Purchase_.amount, "_.amount * 2")
                        .output(Purchase_.quantity, "_.status")))
                .containsExactly(
                        "R.java:1: r0: the expression of 'purchase.user_id': no field 'userId' in PurchaseMessage; did you"
                                + " mean 'user_id'?",
                        "R.java:1: r0: the expression of 'purchase.quantity': it yields text, but the feature is declared"
                                + " integer: convert it by F.cast, or give a function of the message");
        assertThat(problems(streamMaps(SOURCE).output(Purchase_.id, "_.id")))
                .containsExactly(
                        "R.java:1: r0: neither SQL nor expressions read messages of 'java.util.Map', whose fields are not"
                                + " known before they come · known are records, String and byte[] · declare a record of the"
                                + " fields that are read");
        assertThat(problems(stream(String.class, SOURCE)
                        .parse(text -> new UserMessage(1, text, null, null))
                        .output(User_.id, "_.id")))
                .containsExactly(
                        "R.java:1: r0: its expressions read what parse gives, whose class is not known: name it,"
                                + " as .parse(Parsed.class, Parsed::of)");
    }

    @Test
    void everyMistakeOfAResolver_isReportedAtOnce() {
        List<String> problems = problems(
                stream(UserMessage.class, SOURCE).output(User_.name, UserMessage::name),
                stream(PurchaseMessage.class, SOURCE.lateArrivalDeadline("1d"))
                        .output(Purchase_.id, PurchaseMessage::id)
                        .output(User_.city, PurchaseMessage::status),
                stream(UserMessage.class, KafkaSource.named("t"))
                        .output(User_.id, UserMessage::id)
                        .output(Feature.<Object, String>of("user.nmae"), UserMessage::name),
                stream(UserMessage.class, KafkaSource.named("u"))
                        .output(Feature.<Object, Long>of("merchant.id"), UserMessage::id));

        assertThat(problems)
                .containsExactly(
                        "R.java:1: r0: it does not output 'user.id', under which a row is written: add .output(User_.id, …)",
                        "R.java:2: r1: its outputs are of several classes, purchase, user: a message writes one row; write a"
                                + " resolver for each",
                        "R.java:2: r1: source 's' is declared twice, differently, as " + SOURCE + " and as "
                                + SOURCE.lateArrivalDeadline("1d") + ": share one constant",
                        "R.java:3: r2: no feature 'nmae' on User; did you mean 'name'?",
                        "R.java:4: r3: no feature class has the namespace 'merchant'; known are purchase, user");
    }

    /** A message with a component that no JSON value is read into. */
    record Unreadable(long id, Thread thread) {}

    @Test
    void messageThatNoJsonIsReadInto_isRefusedWithTheTypesThatAre() {
        assertThat(problems(stream(Unreadable.class, SOURCE).output(User_.id, Unreadable::id)))
                .hasSize(1)
                .first()
                .asString()
                .startsWith(
                        "R.java:1: r0: Unreadable.thread: a message cannot carry 'java.lang.Thread' · known are long, int");
    }

    @Test
    void loaderWithoutDefinitions_saysWhatWritesThem(@TempDir Path empty) throws Exception {
        try (var loader = new URLClassLoader(new URL[] {empty.toUri().toURL()}, null)) {
            DefinitionException refused = catchThrowableOfType(DefinitionException.class, () -> Catalog.load(loader));

            assertThat(refused.problems()).hasSize(1);
            assertThat(refused.problems().getFirst())
                    .startsWith("definitions: no META-INF/oriel/definitions.json found");
        }
    }

    @Test
    void indexThatCannotBeRead_isRefusedByItsName(@TempDir Path broken) throws Exception {
        Path index = broken.resolve("META-INF/oriel/definitions.json");
        Files.createDirectories(index.getParent());
        Files.writeString(index, "{\"featureClasses\": 7");
        try (var loader = new URLClassLoader(new URL[] {broken.toUri().toURL()}, null)) {
            DefinitionException refused = catchThrowableOfType(DefinitionException.class, () -> Catalog.load(loader));

            assertThat(refused.problems().getFirst()).contains("definitions.json: cannot be read as definitions");
        }
    }
}
