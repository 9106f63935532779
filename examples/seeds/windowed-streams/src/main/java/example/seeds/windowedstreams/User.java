package example.seeds.windowedstreams;

import dev.oriel.api.Default;
import dev.oriel.api.Features;
import dev.oriel.api.MaxStaleness;
import dev.oriel.api.Windowed;
import dev.oriel.api.Windows;

/** Somebody who logs in. */
@Features
public interface User {
    /** The primary key. */
    long id();

    /**
     * Description of the num_failed_logins event.
     * :owner: trust-and-safety
     */
    @Windows({"10m", "30m", "1d"})
    @MaxStaleness("1d")
    @Default("0")
    Windowed<Long> numFailedLogins();

    /** Whether somebody guesses the password. */
    boolean accountUnderAttack();
}
