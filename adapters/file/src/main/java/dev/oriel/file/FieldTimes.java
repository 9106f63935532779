package dev.oriel.file;

import dev.oriel.engine.port.SourceRecord;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the time in one field of JSON messages, at their top level: text in ISO 8601 with a zone, or an integer of milliseconds
 * since 1970. A message is read up to that field and not built; what the whole of it is worth, its resolvers find out.
 */
final class FieldTimes {
    private static final JsonFactory JSON = new JsonFactory();

    /** 1971-01-01 to 2200-01-01: each unit's integers of these years are no other unit's, as for times within messages. */
    private static final long HONEST_SECONDS_MIN = 31_536_000L;

    private static final long HONEST_SECONDS_MAX = 7_258_118_400L;

    private final String field;

    FieldTimes(String field) {
        this.field = field;
    }

    /** A number that is a time of these years, but not in milliseconds. */
    static final class OtherUnitException extends Exception {
        private static final long serialVersionUID = 1L;

        private final long number;
        private final String unit;

        OtherUnitException(long number, String unit) {
            super("'" + number + "' is a time in " + unit);
            this.number = number;
            this.unit = unit;
        }

        long number() {
            return number;
        }

        /** As messages name it: {@code seconds}. */
        String unit() {
            return unit;
        }
    }

    /**
     * When a message was received.
     *
     * @return epoch milliseconds; {@link SourceRecord#TIME_UNKNOWN} without such a field, and when nothing readable is in it
     * @throws OtherUnitException if it is an integer, and a time from 1971 to 2199 only in seconds, microseconds or nanoseconds
     */
    long millis(byte[] message) throws OtherUnitException {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), message)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return SourceRecord.TIME_UNKNOWN;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean found = field.equals(parser.currentName());
                JsonToken value = parser.nextToken();
                if (found) {
                    return millis(parser, value);
                }
                parser.skipChildren();
            }
            return SourceRecord.TIME_UNKNOWN;
        } catch (JacksonException e) {
            // Whoever reads the whole message tells what is wrong with it.
            return SourceRecord.TIME_UNKNOWN;
        }
    }

    private static long millis(JsonParser parser, JsonToken value) throws OtherUnitException {
        if (value == JsonToken.VALUE_STRING) {
            return ofText(parser.getString());
        }
        boolean fits =
                value == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        return fits ? ofNumber(parser.getLongValue()) : SourceRecord.TIME_UNKNOWN;
    }

    private static long ofText(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            return SourceRecord.TIME_UNKNOWN;
        }
    }

    private static long ofNumber(long number) throws OtherUnitException {
        if (isHonest(number, 1_000)) {
            return number;
        }
        if (isHonest(number, 1)) {
            throw new OtherUnitException(number, "seconds");
        }
        if (isHonest(number, 1_000_000)) {
            throw new OtherUnitException(number, "microseconds");
        }
        if (isHonest(number, 1_000_000_000)) {
            throw new OtherUnitException(number, "nanoseconds");
        }
        return SourceRecord.TIME_UNKNOWN;
    }

    private static boolean isHonest(long number, long perSecond) {
        long seconds = Math.floorDiv(number, perSecond);
        return seconds >= HONEST_SECONDS_MIN && seconds < HONEST_SECONDS_MAX;
    }
}
