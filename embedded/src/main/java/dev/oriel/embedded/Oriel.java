package dev.oriel.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.api.Source;
import dev.oriel.engine.Engine;
import dev.oriel.engine.EngineStatus;
import dev.oriel.engine.serve.Answer;
import dev.oriel.engine.serve.QueryRequest;
import dev.oriel.engine.stream.PushReceipt;
import dev.oriel.engine.stream.StreamException;
import dev.oriel.engine.typed.JsonMessage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A whole platform within this process: the engine of the server, without HTTP and without credentials. It reads its sources,
 * takes what is pushed, and answers typed questions. May be used by any threads.
 *
 * <pre>{@code
 * try (Oriel oriel = Oriel.open(new PaymentResolvers())) {
 *     oriel.push(PAYMENTS, new PaymentMessage("p1", 7, 12.50, at));
 *     OrielAnswer answer = oriel.query().input(User_.id, 7L).output(User_.spend_30d).ask();
 *     double spend = answer.get(User_.spend_30d);
 * }
 * }</pre>
 */
public final class Oriel implements AutoCloseable {
    private final Engine engine;
    private final List<AutoCloseable> below;
    private final AnswerTypes types;
    private final Duration pushTimeout;
    private final List<String> notes;
    private final AskThreads askThreads;
    private final Life life = new Life();

    /** @param below what is closed after the engine, in this order */
    Oriel(Engine engine, List<AutoCloseable> below, AnswerTypes types, OrielBuilder.Limits limits, List<String> notes) {
        this.engine = engine;
        this.below = List.copyOf(below);
        this.types = types;
        this.pushTimeout = limits.pushTimeout();
        this.askThreads = new AskThreads(limits.askThreadsMax());
        this.notes = List.copyOf(notes);
    }

    /**
     * Opens the feature classes on the class path of some resolvers, with these resolvers and no others, and everything in memory:
     * what is pushed is lost when this is closed. Each source is a {@link dev.oriel.api.PushSource}; {@link #builder()} takes
     * readers of others, and a store on disk.
     *
     * @param resolvers instances of classes marked {@code @Resolvers}, all from one class loader; none at all is a new instance
     *     of every resolver class on the class path
     * @throws OrielException if it cannot be opened; the message has all reasons, a line each
     */
    public static Oriel open(Object... resolvers) {
        return builder().resolvers(resolvers).open();
    }

    /** What is to be opened, part by part. */
    public static OrielBuilder builder() {
        return new OrielBuilder();
    }

    /** A question; it is asked with {@link OrielQuery#ask()}. Can be kept and asked again with other inputs. */
    public OrielQuery query() {
        return new OrielQuery(this, new QueryRequest(Map.of(), List.of(), Optional.empty()));
    }

    /**
     * Takes messages for a source, received now, and waits until what they change is committed and visible: a query that is
     * asked after this sees it.
     *
     * @param messages at least one, written as JSON by the names of their components, as the resolvers of the source read it
     * @return what became of them: all had an effect, or deliberately none
     * @throws PushRefusedException if some have no effect, being late or of no use; the others have theirs
     * @throws OrielException if the source takes no messages, or they could not be committed in time; its cause is the {@link
     *     StreamException} that says of which kind it is. What is not committed in time is kept, and has its effect all the same
     * @throws IllegalArgumentException if a message cannot be written as JSON
     * @throws IllegalStateException if this is closed
     */
    public PushReceipt push(Source source, Record... messages) {
        return pushBytes(
                source,
                Arrays.stream(messages)
                        .map(message -> JsonMessage.of(message).getBytes(UTF_8))
                        .toList());
    }

    /** As {@link #push(Source, Record...)}, with text as it is. */
    public PushReceipt pushJson(Source source, String... messages) {
        return pushBytes(
                source,
                Arrays.stream(messages).map(message -> message.getBytes(UTF_8)).toList());
    }

    private PushReceipt pushBytes(Source source, List<byte[]> messages) {
        try {
            PushReceipt receipt = life.during(() -> engine.push(source.name(), messages, pushTimeout));
            if (!receipt.refused().isEmpty()) {
                throw new PushRefusedException(source.name(), receipt);
            }
            return receipt;
        } catch (StreamException e) {
            throw new OrielException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Counters and positions as of now, and why it no longer reads, where that is so: what a health check asks for.
     *
     * @throws IllegalStateException if this is closed
     */
    public EngineStatus status() {
        return life.during(engine::status);
    }

    /** What the definitions declare and this does not do, a line each. */
    public List<String> notes() {
        return notes;
    }

    OrielAnswer ask(QueryRequest request) {
        Answer answer = life.during(() -> engine.query(request));
        if (!answer.errors().isEmpty()) {
            throw new QueryRefusedException(answer.errors());
        }
        return new OrielAnswer(answer, request.inputs(), types);
    }

    CompletableFuture<OrielAnswer> askAsync(QueryRequest request) {
        return askThreads.ask(() -> ask(request));
    }

    /**
     * Answers the questions that are being asked, refuses all others, commits what was read, and closes sources, sink, engine for
     * SQL and store, also those that it was given. Takes as long as these need. Closing again does nothing.
     */
    @Override
    public void close() {
        askThreads.close();
        if (life.end()) {
            engine.close();
            Closing.all(below);
        }
    }
}
