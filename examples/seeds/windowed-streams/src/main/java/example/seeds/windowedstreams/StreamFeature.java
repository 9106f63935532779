package example.seeds.windowedstreams;

import dev.oriel.api.Default;
import dev.oriel.api.Features;
import dev.oriel.api.Windowed;
import dev.oriel.api.Windows;
import java.time.Instant;

/** A thing that messages are about. */
@Features(maxStaleness = "1d", etlOfflineToOnline = true)
public interface StreamFeature {
    /** The primary key. */
    String id();

    /** Its last value. */
    String value();

    /** When that was. */
    Instant eventTimestamp();

    /** How many messages there were. */
    @Windows(days = {1, 7})
    @Default("0")
    Windowed<Long> count();
}
