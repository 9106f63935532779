package dev.oriel.testkit.market;

import dev.oriel.api.BucketDuration;
import dev.oriel.api.DataFrame;
import dev.oriel.api.Dimensions;
import dev.oriel.api.Edges;
import dev.oriel.api.Expression;
import dev.oriel.api.Features;
import dev.oriel.api.HasMany;
import dev.oriel.api.Materialized;
import dev.oriel.api.Windowed;
import dev.oriel.api.WindowedGroups;
import dev.oriel.api.Windows;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody who orders. */
@Features
public interface Buyer {
    long id();

    String bank();

    @Nullable
    String favourite();

    DataFrame<Order> orders();

    @HasMany(join = "Order.buyer_id == Buyer.id & Order.bank == Buyer.bank")
    DataFrame<Order> ownOrders();

    @Windows("1d")
    @Materialized(bucketDuration = "1h", edges = Edges.EXACT)
    @Expression("_.orders[_.pieces, _.ts > _.chalk_window].sum()")
    Windowed<Long> exactPieces();

    @Windows("1d")
    @Materialized(bucketDuration = "1h", edges = Edges.EXACT)
    @Expression("_.orders[_.item].max_by(_.pieces)")
    Windowed<@Nullable String> exactLargest();

    @Windows("1d")
    @Materialized(edges = Edges.EXACT)
    @Expression("_.orders[_.pieces, _.ts >= _.chalk_window, _.ts < _.chalk_now].sum()")
    Windowed<Long> writtenPieces();

    @Windows("all")
    @Materialized(edges = Edges.EXACT)
    @Expression("_.orders[_.pieces, _.ts > _.chalk_window].sum()")
    Windowed<Long> allPieces();

    @Nullable
    Instant since();

    @Expression("_.chalk_now - _.since")
    @Nullable
    Duration loyalty();

    /** An integer joined with text. */
    @HasMany(join = "Order.pieces == Buyer.bank")
    DataFrame<Order> ordersBySize();

    @Windows("1d")
    @Materialized(bucketDuration = "1h")
    @Expression("_.orders_by_size.count()")
    Windowed<Long> countBySize();

    @Windows("1d")
    @Materialized(bucketDuration = "1h")
    @Expression("_.orders[_.gift].any()")
    Windowed<Boolean> anyGift();

    @Windows("1d")
    @Materialized(bucketDuration = "1h")
    @Expression("_.orders[_.gift].all()")
    Windowed<Boolean> allGifts();

    @Windows("1d")
    @Materialized(bucketDuration = "1h")
    @Expression("_.orders[_.item].min_by(_.price)")
    Windowed<@Nullable String> cheapest();

    @Windows("1d")
    @Materialized(bucketDuration = "1h")
    @Expression("_.orders[_.price].max_by(_.ts)")
    Windowed<@Nullable Double> latestPrice();

    @Windows("1d")
    @Materialized(bucketDuration = "1h")
    @Expression("_.orders[_.item].max_by_n(_.price, 2)")
    Windowed<@Nullable List<String>> dearest();

    @Windows("1d")
    @Materialized(bucketDuration = "1h")
    @Expression("_.orders[_.day].min_by_n(_.pieces, n=3)")
    Windowed<@Nullable List<LocalDate>> daysOfFewest();

    @Windows("1d")
    @Materialized(bucketDuration = "1h")
    @Expression("_.orders[_.item].first()")
    Windowed<@Nullable String> first();

    @Windows("1d")
    @Materialized(bucketDuration = "1h")
    @Expression("_.orders[_.channel].last()")
    Windowed<Order.@Nullable Channel> lastChannel();

    @Windows("1d")
    @Materialized(bucketDuration = "1h")
    @Expression("_.orders[_.price].array_agg()")
    Windowed<List<@Nullable Double>> prices();

    @Windows("1d")
    @Materialized(bucketDuration = "1h")
    @Expression("_.orders[_.paid].count_distinct()")
    Windowed<Long> amounts();

    @Windows("1d")
    @Materialized(bucketDuration = "1h")
    @Expression("_.orders[_.pieces].approx_percentile(quantile=0.5)")
    Windowed<@Nullable Double> medianPieces();

    @Windows("1d")
    @Materialized(bucketDuration = "1h")
    @Expression("_.orders[_.item].approx_top_k(k=2)")
    Windowed<@Nullable List<String>> favourites();

    @Windows("1d")
    @Materialized(bucketDuration = "1h")
    @Expression("_.orders[_.delivered_at].max()")
    Windowed<@Nullable Instant> lastDelivery();

    @Windows("1d")
    @Materialized(bucketDuration = "1h")
    @Expression("_.orders[_.took].min()")
    Windowed<@Nullable Duration> fastest();

    @Windows("1d")
    @Materialized(bucketDuration = "1h")
    @Expression("_.orders[_.day].max()")
    Windowed<@Nullable LocalDate> lastDay();

    @Windows("1d")
    @Materialized(bucketDuration = "1h")
    @Expression("_.orders[_.paid].last()")
    Windowed<@Nullable BigDecimal> lastPaid();

    @Windows("1d")
    @Materialized(bucketDuration = "1h")
    @Expression("_.orders[_.taste].mean()")
    @Dimensions(2)
    Windowed<double @Nullable []> taste();

    @Windows("1d")
    @Materialized(bucketDuration = "1h")
    @Expression("_.own_orders[_.pieces].sum()")
    Windowed<Long> ownPieces();

    @Windows({"1d", "30d"})
    @Materialized(
            bucketDuration = "1h",
            bucketDurations = @BucketDuration(value = "10d", windows = "30d"),
            bucketStart = "2024-03-25T00:30:00")
    @Expression("_.orders[_.pieces].sum()")
    Windowed<Long> pieces();

    @Windows("1d")
    @Materialized(bucketDuration = "1h")
    @Expression("_.orders.group_by(_.item, _.channel).agg(_.pieces.sum())")
    WindowedGroups<Long> piecesByItem();

    @Windows("1d")
    @Expression("_.pieces_by_item['1d'].group(item=_.favourite, channel=_.bank)")
    Windowed<@Nullable Long> favouritePieces();
}
