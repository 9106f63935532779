package dev.oriel.testkit.ledger;

import dev.oriel.api.DataFrame;
import dev.oriel.api.Expression;
import dev.oriel.api.Features;
import dev.oriel.api.Materialized;
import dev.oriel.api.WindowedGroups;
import dev.oriel.api.Windows;

/** Somebody who is paid. */
@Features
public interface Merchant {
    long id();

    DataFrame<Transaction> transactions();

    @Windows("30d")
    @Materialized(bucketDuration = "1d")
    @Expression("_.transactions.group_by(_.user_id).agg(_.amount.sum())")
    WindowedGroups<Double> txnSumByUser();
}
