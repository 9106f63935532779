package dev.oriel.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VisibilityMeterTest {
    private final VisibilityMeter meter = new VisibilityMeter();

    private void published(long nowMillis, long... receivedMillis) {
        List<SourceRecord> records = Arrays.stream(receivedMillis)
                .mapToObj(millis -> new SourceRecord(0, millis, new byte[0]))
                .toList();
        meter.published(List.of(new RecordBatch(new SourcePartition("s", 0), 0, records, 1)), nowMillis);
    }

    @Test
    void maximum_isThatOfTheLastFullSecondWithRecords() {
        assertThat(meter.lastSecondMaxMillis()).isEmpty();
        published(10_000, 9_990, 9_900);
        published(10_999, 10_998);
        assertThat(meter.lastSecondMaxMillis()).isEmpty();

        published(11_000, 10_995);
        assertThat(meter.lastSecondMaxMillis()).hasValue(100);

        published(15_000, 14_000);
        assertThat(meter.lastSecondMaxMillis()).hasValue(5);
    }

    @Test
    void recordsFromTheFutureCountAsZero_andThoseWithoutATimeNotAtAll() {
        published(10_000, SourceRecord.TIME_UNKNOWN);
        published(11_000, 12_000);
        assertThat(meter.lastSecondMaxMillis()).isEmpty();

        published(12_000, 12_000);
        assertThat(meter.lastSecondMaxMillis()).hasValue(0);
    }
}
