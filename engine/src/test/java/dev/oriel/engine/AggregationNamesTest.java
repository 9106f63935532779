package dev.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.expression.AggregationFunction;
import dev.oriel.kernel.aggregation.Aggregations;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AggregationNamesTest {
    @Test
    void functionName_ofEachAggregationOfExpressions_isTheKernelsName() {
        assertThat(Arrays.stream(AggregationFunction.values()).map(AggregationFunction::functionName))
                .containsExactlyInAnyOrderElementsOf(Aggregations.names());
    }
}
