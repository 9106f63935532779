package example.fraud;

import dev.oriel.api.Default;
import dev.oriel.api.Features;
import dev.oriel.api.Windowed;
import dev.oriel.api.Windows;
import org.jspecify.annotations.Nullable;

/** What a person and a merchant have to do with each other. */
@Features
public interface UserMerchant {
    /** The primary key. */
    String id();

    /** The person. */
    long userId();

    /** The merchant. */
    String merchantId();

    /** How often the person paid there, to the millisecond. */
    @Windows({"1m", "1h"})
    @Default("0")
    Windowed<Long> count();

    /** The amounts of the last minutes, in the order in which they were paid; null when nothing was. */
    @Windows({"1m", "1h"})
    Windowed<@Nullable String> amounts();
}
