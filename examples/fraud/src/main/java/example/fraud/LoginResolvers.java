package example.fraud;

import static dev.oriel.api.StreamResolver.stream;

import dev.oriel.api.KafkaSource;
import dev.oriel.api.Resolvers;
import dev.oriel.api.StreamResolver;
import java.util.List;

/** Windows that end, over attempts to log in: by a plain function, and by SQL. */
@Resolvers
public final class LoginResolvers {
    /** Attempts to log in. What cannot be read goes to a topic of its own. */
    public static final KafkaSource LOGINS = KafkaSource.named("logins").deadLetterTopic("logins.dead");

    /** Run for each person and each declared window when it ends, and never told which it is. */
    public final StreamResolver failedLogins = stream(LoginMessage.class, LOGINS)
            .timestamp(LoginMessage::at)
            .deduplicate(LoginMessage::id, "1h")
            .tumbling()
            .key(User_.id, LoginMessage::userId)
            .output(User_.numFailedLogins, LoginResolvers::failures);

    /** The same attempts, all people of a window at once: a row each, its columns named as the features. */
    public final StreamResolver logins = stream(LoginMessage.class, LOGINS)
            .timestamp(LoginMessage::at)
            .deduplicate(LoginMessage::id, "1h")
            .tumbling()
            .outputs(User_.id, User_.numLogins)
            .bySql("""
                    select user_id as id, count(*) as num_logins
                    from {messages}
                    group by 1
                    """);

    static long failures(List<LoginMessage> logins) {
        return logins.stream().filter(LoginMessage::failed).count();
    }
}
