package dev.oriel.file;

import dev.oriel.engine.source.PollGate;
import java.util.function.LongSupplier;

/** Waits as time passes for everybody. */
public final class TimedWaiting implements Waiting {
    private final LongSupplier nanoClock;
    private final PollGate gate = new PollGate();

    /** @param nanoClock such as {@code System::nanoTime} */
    public TimedWaiting(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    @Override
    public long nanos() {
        return nanoClock.getAsLong();
    }

    @Override
    public boolean await(long nanos) {
        return gate.awaitWakeup(nanos);
    }

    @Override
    public void wake() {
        gate.wakeup();
    }

    @Override
    public void clear() {
        gate.forgetWakeup();
    }
}
