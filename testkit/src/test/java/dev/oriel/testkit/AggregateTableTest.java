package dev.oriel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.Durations;
import dev.oriel.api.definition.Definitions;
import dev.oriel.engine.AggregateRow;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.DefinitionException;
import dev.oriel.engine.catalog.DefinitionsReader;
import dev.oriel.testkit.market.MarketResolvers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of aggregations of the page on windowed features, from the definitions behind it. */
class AggregateTableTest {
    @Test
    void B070_B093_B094_B095_aggregates_ofTwoParents_areTheRowsOfTheSeedsTable() throws DefinitionException {
        Definitions all = DefinitionsReader.read(AggregateTableTest.class.getClassLoader());
        var ledger = new Definitions(
                List.of("User", "Merchant", "Transaction").stream()
                        .map(name -> all.javaClass("dev.oriel.testkit.ledger." + name)
                                .orElseThrow())
                        .toList(),
                List.of());
        assertThat(Catalog.of(ledger, List.of()).aggregates().stream().map(AggregateTableTest::line))
                .containsExactly(
                        "1|transaction|user_id merchant_id|amount|1d|30d|sum|user.txn_sum_by_merchant"
                                + " merchant.txn_sum_by_user",
                        "1|transaction|user_id merchant_id|amount|1d|30d|count|user.txn_count_by_merchant",
                        "2|transaction|user_id|amount|1d|30d|sum|user.txn_sum");
    }

    @Test
    void notes_optionsWithoutAnEffect_areNamedWithTheirFeatures() throws DefinitionException {
        Catalog market = Catalog.only(AggregateTableTest.class.getClassLoader(), List.of(new MarketResolvers()));
        assertThat(market.notes())
                .containsExactly("@Validate is checked but has no effect yet · market.visitors asks for it");
    }

    private static String line(AggregateRow row) {
        return String.join(
                "|",
                String.valueOf(row.series()),
                row.namespace(),
                String.join(" ", row.group()),
                row.column(),
                Durations.label(row.bucketDurationMillis()),
                Durations.label(row.retentionMillis()),
                row.aggregation(),
                String.join(" ", row.dependentFeatures()));
    }
}
