package dev.oriel.engine.ingest;

import dev.oriel.engine.failpoint.Failpoint;
import dev.oriel.engine.failpoint.Failpoints;
import dev.oriel.engine.port.EntryKey;
import dev.oriel.engine.port.EventSink;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.OutgoingRecord;
import dev.oriel.engine.port.SinkException;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import dev.oriel.engine.state.EntryKeys;
import dev.oriel.engine.state.OutgoingCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that delivers what is to leave the platform: only what is committed, in order, each record once. A sink that
 * fails is opened again, and tells what of it was delivered; nothing else waits for it.
 */
public final class OutboxDelivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxDelivery.class);
    private static final int RECORDS_MAX = 500;
    private static final long LOOK_MILLIS = 100;
    private static final long RETRY_MILLIS = 1_000;
    private static final long STOP_SECONDS = 10;

    private final EventSink sink;
    private final OnlineStore store;
    private final IngestLoop loop;
    private final String storeId;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Optional<String> failure = Optional.empty();

    /** @param storeId identity of the store whose outbox it is */
    public OutboxDelivery(EventSink sink, OnlineStore store, IngestLoop loop, String storeId) {
        this.sink = sink;
        this.store = store;
        this.loop = loop;
        this.storeId = storeId;
        this.thread = Thread.ofPlatform().name("oriel-outbox").unstarted(this::run);
    }

    /** Starts to deliver. */
    public void start() {
        thread.start();
    }

    /** Why nothing is delivered now; empty while it is. */
    public Optional<String> failure() {
        return failure;
    }

    private void run() {
        try {
            boolean last = false;
            while (!last) {
                last = closing.getCount() == 0;
                try {
                    deliver(last);
                } catch (SinkException | StoreException e) {
                    if (!failure.equals(Optional.ofNullable(e.getMessage()))) {
                        LOG.warn("What is to leave is not delivered, and is kept: {}", e.getMessage(), e);
                    }
                    failure = Optional.of(String.valueOf(e.getMessage()));
                    if (!last) {
                        var unused = closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
                    }
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("delivery was interrupted; what is to leave is kept", e);
        } catch (RuntimeException | Error e) {
            failure = Optional.of("delivery failed for a reason of its own: " + e + " · the log has the details");
            LOG.error("Delivery has stopped", e);
        } finally {
            sink.close();
        }
    }

    /** @param once whether to end when nothing is left, instead of waiting for more */
    private void deliver(boolean once) throws SinkException, StoreException, InterruptedException {
        long delivered = sink.open(storeId);
        boolean goesOn = true;
        while (goesOn) {
            List<OutgoingRecord> next = next(delivered);
            if (next.isEmpty()) {
                failure = Optional.empty();
                goesOn = !once && !closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } else {
                Failpoints.hit(Failpoint.BEFORE_DELIVERY);
                sink.deliver(next);
                Failpoints.hit(Failpoint.AFTER_DELIVERY);
                failure = Optional.empty();
                delivered = next.getLast().sequence();
                long through = delivered;
                var unused = loop.post(ingest -> {
                    ingest.delivered(through);
                    return through;
                });
            }
        }
    }

    private List<OutgoingRecord> next(long delivered) throws StoreException {
        if (loop.status().committedSequence() <= delivered + 1) {
            return List.of();
        }
        var records = new ArrayList<OutgoingRecord>();
        try (StoreView view = store.view()) {
            EntryKey to = EntryKeys.outgoing(Long.MAX_VALUE);
            view.entries(EntryKeys.outgoing(Math.max(0, delivered) + 1), to, (key, bytes) -> {
                records.add(OutgoingCodec.read(EntryKeys.sequence(key), bytes));
                return records.size() < RECORDS_MAX;
            });
        }
        return records;
    }

    /** Delivers what is committed, as far as the sink takes it now, and closes the sink. */
    @Override
    public void close() {
        closing.countDown();
        try {
            if (!thread.join(Duration.ofSeconds(STOP_SECONDS))) {
                LOG.warn("{} does not stop within {} s", thread.getName(), STOP_SECONDS);
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
