package dev.oriel.testkit.door;

import static dev.oriel.api.Aggregator.count;
import static dev.oriel.api.Aggregator.sum;
import static dev.oriel.api.StreamResolver.stream;

import dev.oriel.api.KafkaSource;
import dev.oriel.api.Resolvers;
import dev.oriel.api.Row;
import dev.oriel.api.StreamResolver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Several resolvers of one source. */
@Resolvers
public final class DoorResolvers {
    /** Knocks. */
    public static final KafkaSource KNOCKS = KafkaSource.named("knocks").deadLetterTopic("knocks.dead");

    /** By list, keyed; ready aggregations beside it. */
    public final StreamResolver loud = stream(Knock.class, KNOCKS)
            .timestamp(Knock::at)
            .tumbling()
            .key(Door_.id, Knock::doorId)
            .output(Door_.loudKnocks, DoorResolvers::loudKnocks);

    /** By ready aggregations alone: no message is kept. */
    public final StreamResolver folded = stream(Knock.class, KNOCKS)
            .timestamp(Knock::at)
            .tumbling()
            .key(Door_.id, Knock::doorId)
            .output(Door_.knocks, count())
            .output(Door_.strength, sum(Knock::strength));

    /** Rows of the whole window: only the two loudest doors have one. */
    public final StreamResolver ranked = stream(Knock.class, KNOCKS)
            .timestamp(Knock::at)
            .tumbling()
            .outputs(Door_.id, Door_.rank)
            .byList(DoorResolvers::loudest);

    /** Continuous, by two keys, one of them nested. */
    public final StreamResolver visits = stream(Knock.class, KNOCKS)
            .timestamp(Knock::at)
            .continuous()
            .key(Visit_.doorId, Knock::doorId)
            .key(Visit_.visitor, knock -> knock.who().name())
            .output(Visit_.knocks, count())
            .output(Visit_.total, sum(Knock::strength))
            .output(Visit_.strengths, DoorResolvers::strengths);

    static long loudKnocks(List<Knock> knocks) {
        return knocks.stream().filter(Knock::isLoud).count();
    }

    static String strengths(List<Knock> knocks) {
        return knocks.stream().map(knock -> String.valueOf(knock.strength())).collect(Collectors.joining(" "));
    }

    static List<Row> loudest(List<Knock> knocks) {
        var byDoor = new TreeMap<Long, Double>();
        knocks.forEach(knock -> {
            if (knock.doorId() != null) {
                byDoor.merge(knock.doorId(), knock.strength(), Double::sum);
            }
        });
        var rows = new ArrayList<Row>();
        byDoor.entrySet().stream()
                .sorted(Map.Entry.<Long, Double>comparingByValue(Comparator.reverseOrder()))
                .limit(2)
                .forEach(each -> rows.add(Row.of(Door_.id, each.getKey()).with(Door_.rank, (long) rows.size() + 1)));
        return rows;
    }
}
