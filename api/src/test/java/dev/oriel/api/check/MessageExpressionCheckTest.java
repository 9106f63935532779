package dev.oriel.api.check;

import static dev.oriel.api.StreamResolver.stream;
import static dev.oriel.api.check.Logins.LOGINS;
import static dev.oriel.api.check.Logins.first;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.Feature;
import dev.oriel.api.MappingResolver;
import dev.oriel.api.check.Logins.LoginMessage;
import dev.oriel.api.check.Logins.User;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.FraudDefinitions;
import dev.oriel.api.definition.ScalarType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused of expressions over messages. */
class MessageExpressionCheckTest {
    private static final FeatureType.Struct CARD = new FeatureType.Struct(
            "example.UsedCard", List.of(field("id", ScalarType.TEXT, false), field("country", ScalarType.TEXT, true)));
    private static final FeatureType.Struct FIELDS = new FeatureType.Struct(
            "example.LoginMessage",
            List.of(
                    field("user_id", ScalarType.LONG, false),
                    field("name", ScalarType.TEXT, false),
                    field("nick_name", ScalarType.TEXT, true),
                    field("amount", ScalarType.DOUBLE, false),
                    field("at", ScalarType.TIME, false),
                    new FeatureType.Field("card", "card", CARD, false)));

    private static FeatureType.Field field(String name, ScalarType type, boolean nullable) {
        return new FeatureType.Field(name, name, new FeatureType.Scalar(type), nullable);
    }

    private static List<String> problems(Feature<?, ?> feature, String expression) {
        Definitions definitions = Logins.definitions();
        MappingResolver<LoginMessage> resolver = stream(LoginMessage.class, LOGINS)
                .output(User.id, LoginMessage::userId)
                .output(feature, expression);
        var named = new NamedResolver("FraudResolvers", "r11", "FraudResolvers.java", 11, resolver);
        return new MessageExpressionCheck("LoginMessage", FIELDS, definitions)
                .check(named, resolver).stream().map(Problem::text).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    user.name  | _.name
                    user.name  | F.upper(_.card.id)
                    user.name  | F.coalesce(_.nick_name, _.name)
                    user.name  | F.coalesce(_.card.country, 'none')
                    user.name  | F.concat(F.cast(_.user_id, 'text'), _.name)
                    user.level | _.amount * 2
                    user.level | _.user_id
                    user.id    | F.if_then_else(_.amount > 10, _.user_id, 0)
                    """)
    void B136_check_expressionThatYieldsWhatTheFeatureIs_isAccepted(String feature, String expression) {
        assertThat(problems(Feature.of(feature), expression)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    _.amuont * 2        | no field 'amuont' in LoginMessage; did you mean 'amount'?
                    _.userId            | no field 'userId' in LoginMessage; did you mean 'user_id'?
                    _.card.contry       | no field 'contry' in '_.card'; did you mean 'country'?
                    _.zzz               | no field 'zzz' in LoginMessage; known are amount, at, card, name, nick_name, user_id
                    amount              | unknown name 'amount': write _.amount
                    User.id             | unknown name 'User': write _ for the LoginMessage
                    F                   | F is called: write F.abs(_.x)
                    _                   | '_' is the whole message: write a field of it, such as _.user_id
                    _ + 1               | '_' is the whole message: write a field of it, such as _.user_id
                    _.amount()          | '_.amount' is no function: write it without ( )
                    _.upper()           | no function 'upper' of a message: functions are called on F or on a value
                    _.chalk_now         | _.chalk_now is the time of a question, and a message comes before it: write a time of the message
                    _.chalk_window      | _.chalk_window is known only in the expression of a windowed feature: a message has no windows
                    _.amount['30d']     | '_.amount' is float: only rows and windowed features take [ ]
                    _.name.sum()        | sum needs rows, '_.name' is text
                    F.sum(_.amount)     | sum needs rows, '_.amount' is float
                    None                | it is None, not a value
                    _.card              | it yields struct (id, country), but the feature is declared float: convert it by F.cast, or give a function of the message
                    _.name              | it yields text, but the feature is declared float: convert it by F.cast, or give a function of the message
                    _.amount / 2        | it may be null, but the feature is declared float: give a value in place of null by F.coalesce, or declare the feature @Nullable
                    """)
    void B136_check_expressionThatIsNone_isRefusedByItsText(String expression, String problem) {
        assertThat(problems(Feature.of("user.level"), expression))
                .containsExactly(first("the expression of 'user.level': " + problem));
    }

    @Test
    void B136_check_textThatIsNoExpression_isRefusedWithItsPlace() {
        assertThat(problems(User.level, "_.amount * "))
                .singleElement()
                .asString()
                .startsWith(first("the expression of 'user.level': "))
                .endsWith(", at character 12 of '_.amount * '");
    }

    @Test
    void B136_check_outputsThatAreNoScalars_areLeftToTheOtherCheck() {
        assertThat(problems(Feature.of("user.num_logins"), "_.zzz")).isEmpty();
        assertThat(problems(Feature.of("user.nmae"), "_.zzz")).isEmpty();
        var resolver = stream(LoginMessage.class, LOGINS).output(User.name, "_.name");
        assertThat(Logins.problems(FraudDefinitions.with(), resolver))
                .containsExactly(
                        first("it does not output 'user.id', under which a row is written: add .output(User_.id, …)"));
    }
}
