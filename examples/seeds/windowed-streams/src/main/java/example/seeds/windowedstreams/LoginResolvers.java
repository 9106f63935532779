package example.seeds.windowedstreams;

import static dev.oriel.api.OnlineResolver.online;
import static dev.oriel.api.StreamResolver.stream;

import dev.oriel.api.KafkaSource;
import dev.oriel.api.OnlineResolver;
import dev.oriel.api.Resolvers;
import dev.oriel.api.StreamResolver;
import java.util.List;

/**
 * The same feature in the three ways of the page. A feature has one resolver for a source in an environment, so each way
 * has an environment of its own.
 */
@Resolvers
public final class LoginResolvers {
    /** Attempts to log in. */
    public static final KafkaSource LOGINS = KafkaSource.named("logins");

    /** By list: run once for each declared window of each bin, never told which. */
    public final StreamResolver failedLoginsByList = stream(LoginMessage.class, LOGINS)
            .tumbling()
            .key(User_.id, LoginMessage::userId)
            .output(User_.numFailedLogins, LoginResolvers::failures)
            .environments("list");

    /** By frame: columns instead of objects, for windows of many messages. */
    public final StreamResolver failedLoginsByFrame = stream(LoginMessage.class, LOGINS)
            .tumbling()
            .key(User_.id, LoginMessage::userId)
            .outputFrame(
                    User_.numFailedLogins,
                    messages -> messages.where(LoginMessage_.failed).count())
            .environments("frame");

    /** By SQL: rows of the whole bin, their columns named as the features. */
    public final StreamResolver failedLoginsBySql = stream(LoginMessage.class, LOGINS)
            .tumbling()
            .outputs(User_.id, User_.numFailedLogins)
            .bySql("""
                    select
                      user_id as id,
                      count(*) as num_failed_logins
                    from {messages}
                    where failed
                    group by 1
                    """)
            .environments("sql");

    /** Two windows of one feature are two inputs. */
    public final OnlineResolver accountUnderAttack = online(User_.accountUnderAttack)
            .from(User_.numFailedLogins_30m, User_.numFailedLogins_1d)
            .by((failedLogins30m, failedLogins1d) -> failedLogins30m > 10 || failedLogins1d > 100);

    static long failures(List<LoginMessage> messages) {
        return messages.stream().filter(LoginMessage::failed).count();
    }
}
