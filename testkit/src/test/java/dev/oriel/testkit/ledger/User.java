package dev.oriel.testkit.ledger;

import dev.oriel.api.DataFrame;
import dev.oriel.api.Expression;
import dev.oriel.api.Features;
import dev.oriel.api.Materialized;
import dev.oriel.api.Windowed;
import dev.oriel.api.WindowedGroups;
import dev.oriel.api.Windows;

/** Somebody who pays. */
@Features
public interface User {
    long id();

    DataFrame<Transaction> transactions();

    @Windows("30d")
    @Materialized(bucketDuration = "1d")
    @Expression("_.transactions.group_by(_.merchant_id).agg(_.amount.sum())")
    WindowedGroups<Double> txnSumByMerchant();

    @Windows("30d")
    @Materialized(bucketDuration = "1d")
    @Expression("_.transactions.group_by(_.merchant_id).agg(_.count())")
    WindowedGroups<Long> txnCountByMerchant();

    @Windows("30d")
    @Materialized(bucketDuration = "1d")
    @Expression("_.transactions[_.amount].sum()")
    Windowed<Double> txnSum();
}
