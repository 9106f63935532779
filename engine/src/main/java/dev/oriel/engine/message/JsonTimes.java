package dev.oriel.engine.message;

import dev.oriel.api.EpochTime;
import java.time.Instant;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Readers of times: text in ISO 8601 with a zone, or an integer where the component declares its unit. */
final class JsonTimes {
    private JsonTimes() {}

    /** The reader of a component without a unit; an integer is refused with the unit that it seems to have. */
    static JsonValueReader withoutUnit() {
        return new JsonValueReader(JsonTimes::readWithoutUnit, PlainScalars::readTime);
    }

    private static Object readWithoutUnit(JsonParser parser, String field) throws RefusedException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            return JsonScalars.readTime(parser, field);
        }
        long number = (long) JsonScalars.readLong(parser, field);
        throw new RefusedException("field '" + field + "' is '" + number + "', an integer whose unit is not declared · "
                + EventTimes.unitOf(number)
                        .map(unit -> "it looks like " + EventTimes.word(unit) + ": mark the component with "
                                + annotation(unit))
                        .orElse("mark the component with @EpochTime and the unit that it has"));
    }

    /** The reader of a component whose integers have a unit. */
    static JsonValueReader in(EpochTime.Unit unit) {
        return new JsonValueReader(
                (parser, field) -> read(parser, field, unit), json -> PlainScalars.readEpochTime(json, unit));
    }

    private static Object read(JsonParser parser, String field, EpochTime.Unit unit) throws RefusedException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return JsonScalars.readTime(parser, field);
        }
        JsonScalars.require(
                parser,
                JsonToken.VALUE_NUMBER_INT,
                field,
                "a time, as an integer of " + EventTimes.word(unit) + " since 1970 or as text in ISO 8601 with a zone");
        return at((long) JsonScalars.readLong(parser, field), unit, field);
    }

    private static Instant at(long number, EpochTime.Unit unit, String field) throws RefusedException {
        if (EventTimes.isHonest(number, unit)) {
            return EventTimes.at(number, unit);
        }
        throw new RefusedException("field '" + field + "' is '" + number + "', which in " + EventTimes.word(unit)
                + " is no time from 1971 to 2199"
                + EventTimes.unitOf(number)
                        .map(other -> " · it looks like " + EventTimes.word(other) + ": declare " + annotation(other)
                                + ", or send " + EventTimes.word(unit))
                        .orElse(" · send " + EventTimes.word(unit) + " since 1970"));
    }

    private static String annotation(EpochTime.Unit unit) {
        return "@EpochTime(EpochTime.Unit." + unit + ")";
    }
}
