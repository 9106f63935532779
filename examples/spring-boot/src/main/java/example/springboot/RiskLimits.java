package example.springboot;

import java.util.function.DoublePredicate;

/**
 * From how much on spending within an hour is looked at. Stands for any part of a service that its resolvers use.
 *
 * @param spendPerHourMax the most that is nothing to look at
 */
public record RiskLimits(double spendPerHourMax) implements DoublePredicate {
    @Override
    public boolean test(double spend) {
        return spend > spendPerHourMax;
    }
}
