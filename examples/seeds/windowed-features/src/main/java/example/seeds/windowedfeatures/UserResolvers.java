package example.seeds.windowedfeatures;

import static dev.oriel.api.OnlineResolver.online;

import dev.oriel.api.OnlineResolver;
import dev.oriel.api.Resolvers;

/** Features computed in Java from other features. */
@Resolvers
public final class UserResolvers {
    /** Two windows of one feature are two inputs. */
    public final OnlineResolver accountUnderAttack = online(User_.accountUnderAttack)
            .from(User_.numFailedLogins_30m, User_.numFailedLogins_1d)
            .by((failedLogins30m, failedLogins1d) -> failedLogins30m > 10 || failedLogins1d > 100);
}
