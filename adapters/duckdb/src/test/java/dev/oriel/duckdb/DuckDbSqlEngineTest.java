package dev.oriel.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.engine.port.SqlEngine;
import dev.oriel.engine.port.SqlException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes in, what comes out, and what is refused. */
@SuppressWarnings("NullAway.Init") // JUnit opens the engine before the first test.
class DuckDbSqlEngineTest {
    private static SqlEngine engine;

    @BeforeAll
    static void open() throws Exception {
        engine = DuckDbSqlEngine.open(DuckDbOptions.defaults());
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void B106_run_theSeedsQuery_countsFailuresByUser() throws Exception {
        String sql = """
                select user_id as id, count(*) as num_failed_logins
                from {messages}
                where failed
                group by 1
                """;
        SqlEngine.Query query =
                engine.prepare("failed_logins", sql, Table.logins().columns());
        assertThat(query.columns()).containsExactly("id", "num_failed_logins");
        assertThat(Table.rowsOf(query.run(Table.logins()))).containsExactlyInAnyOrder(List.of(1L, 2L), List.of(2L, 1L));
        assertThat(query.run(Table.logins()).columns()).isEqualTo(query.columns());
    }

    @Test
    void run_noMessages_givesWhatSqlGivesForAnEmptyTable() throws Exception {
        Table empty = new Table().column("user_id", ScalarType.LONG);
        assertThat(empty.ask(engine, "select user_id from {messages}")).isEmpty();
        assertThat(empty.ask(engine, "select count(*), sum(user_id) from {messages}"))
                .containsExactly(Arrays.asList(0L, null));
    }

    @Test
    void run_oneQueryOverOtherMessages_remembersNothing() throws Exception {
        SqlEngine.Query query = engine.prepare(
                "test",
                "select count(*), max(user_id) from {messages}",
                Table.logins().columns());
        for (long i = 0; i < 5; i++) {
            assertThat(Table.rowsOf(query.run(Table.logins()))).containsExactly(List.of(5L, 3L));
            assertThat(Table.rowsOf(query.run(Table.logins().row(7 + i, null)))).containsExactly(List.of(6L, 7 + i));
        }
    }

    @Test
    void run_everyScalarType_comesBackAsItWas() throws Exception {
        Table table = new Table()
                .column("a", ScalarType.LONG)
                .column("b", ScalarType.DOUBLE)
                .column("c", ScalarType.BOOLEAN)
                .column("d", ScalarType.TEXT)
                .column("at", ScalarType.TIME)
                .column("f", ScalarType.BYTES)
                .column("g", ScalarType.DATE)
                .column("h", ScalarType.TIME_OF_DAY)
                .column("i", ScalarType.DURATION)
                .column("j", ScalarType.DECIMAL);
        Object[] low = {
            Long.MIN_VALUE,
            -0.1,
            false,
            "",
            Instant.parse("0001-01-01T00:00:00Z"),
            new byte[0],
            LocalDate.of(1, 1, 1),
            LocalTime.MIN,
            Duration.ofMillis(-3_600_000_001L),
            new BigDecimal("-12345678901234567890123456789.123456789")
        };
        Object[] high = {
            Long.MAX_VALUE,
            Double.MAX_VALUE,
            true,
            "é\0\n'\"\\𝄞",
            Instant.parse("9999-12-31T23:59:59.999Z"),
            new byte[] {0, -1, 39},
            LocalDate.of(9999, 12, 31),
            LocalTime.of(23, 59, 59, 999_000_000),
            Duration.ofDays(36_500).plusMillis(1),
            new BigDecimal("12.5")
        };
        table.row(low).row(new Object[10]).row(high);
        List<List<Object>> rows = table.ask(engine, "select * from {messages}");
        assertThat(rows.get(0)).usingRecursiveComparison().isEqualTo(Arrays.asList(low));
        assertThat(rows.get(1)).containsOnlyNulls();
        assertThat(rows.get(2)).usingRecursiveComparison().isEqualTo(Arrays.asList(high));
    }

    @Test
    void run_listsVectorsStructsAndEnumerations_comeBackAsTheyWere() throws Exception {
        var text = new FeatureType.Scalar(ScalarType.TEXT);
        var struct = new FeatureType.Struct(
                "example.Place",
                List.of(
                        new FeatureType.Field("lat", "lat", new FeatureType.Scalar(ScalarType.DOUBLE), false),
                        new FeatureType.Field("seen at", "seenAt", new FeatureType.Scalar(ScalarType.TIME), true),
                        new FeatureType.Field("fee", "fee", new FeatureType.Scalar(ScalarType.DECIMAL), true),
                        new FeatureType.Field("key", "key", new FeatureType.Scalar(ScalarType.BYTES), true),
                        new FeatureType.Field("for", "for", new FeatureType.Scalar(ScalarType.DURATION), true),
                        new FeatureType.Field("tags", "tags", new FeatureType.ListOf(text), true)));
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("lat", -1.5e-7);
        place.put("seen at", Instant.parse("2026-01-01T10:00:00.123Z"));
        place.put("fee", new BigDecimal("0.1"));
        place.put("key", new byte[] {1, -86, 0, 92});
        place.put("for", Duration.ofMillis(-90_061_001));
        place.put("tags", Arrays.asList("a\"b", null, "\\xAA", ""));
        Table table = new Table()
                .column("names", new FeatureType.ListOf(text))
                .column("embedding", new FeatureType.VectorOf(2))
                .column("place", struct)
                .column("kind", new FeatureType.Enumeration("example.Kind", List.of("ONE", "TWO")))
                .row(Arrays.asList("é", null), new double[] {0.1, -2}, place, "TWO")
                .row(List.of(), List.of(1.0, 2.0), new LinkedHashMap<String, Object>(), null)
                .row(null, null, null, null);
        List<List<Object>> rows = table.ask(engine, "select * from {messages}");
        assertThat(rows.get(0))
                .usingRecursiveComparison()
                .isEqualTo(List.of(Arrays.asList("é", null), List.of(0.1, -2.0), place, "TWO"));
        assertThat(rows.get(1).get(0)).isEqualTo(List.of());
        assertThat(rows.get(1).get(1)).isEqualTo(List.of(1.0, 2.0));
        assertThat(((Map<?, ?>) rows.get(1).get(2)).values()).hasSize(6).containsOnlyNulls();
        assertThat(rows.get(2)).containsOnlyNulls();
        assertThat(
                        table.ask(
                                engine,
                                "select place.lat, place.\"seen at\" + interval 1 hour, len(names), kind = 'TWO' from {messages} limit 1"))
                .containsExactly(List.of(-1.5e-7, Instant.parse("2026-01-01T11:00:00.123Z"), 2L, true));
    }

    @Test
    void run_typesThatSqlMakes_takeTheFormsOfThePort() throws Exception {
        assertThat(Table.logins()
                        .ask(
                                engine,
                                "select sum(user_id), 9223372036854775808::hugeint, 1::utinyint, 18446744073709551615::ubigint,"
                                        + " 1.50::decimal(5, 2), 0.5::float, avg(user_id), 'x'::varchar,"
                                        + " [1::hugeint, null], {'a': [1::smallint], 'b c': 2.50} from {messages}"))
                .containsExactly(List.of(
                        9L,
                        new BigDecimal("9223372036854775808"),
                        1L,
                        new BigDecimal("18446744073709551615"),
                        new BigDecimal("1.5"),
                        0.5,
                        1.8,
                        "x",
                        Arrays.asList(1L, null),
                        Map.of("a", List.of(1L), "b c", new BigDecimal("2.5"))));
    }

    @Test
    void run_timesWithoutZone_areOfUtcWhateverTheMachine() throws Exception {
        TimeZone machine = TimeZone.getDefault();
        try {
            // 02:30 does not exist there on that day.
            TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
            assertThat(
                            Table.logins()
                                    .ask(
                                            engine,
                                            "select timestamp '2026-03-29 02:30:00', timestamptz '2026-03-29 02:30:00',"
                                                    + " timestamptz '2026-03-29 02:30:00+02', [{'a b': timestamp '2026-03-29 02:30:00'}, null],"
                                                    + " timestamp_s '2026-03-29 02:30:00', date '2026-03-29' from {messages} limit 1"))
                    .containsExactly(List.of(
                            Instant.parse("2026-03-29T02:30:00Z"),
                            Instant.parse("2026-03-29T02:30:00Z"),
                            Instant.parse("2026-03-29T00:30:00Z"),
                            Arrays.asList(Map.of("a b", Instant.parse("2026-03-29T02:30:00Z")), null),
                            Instant.parse("2026-03-29T02:30:00Z"),
                            LocalDate.of(2026, 3, 29)));
        } finally {
            TimeZone.setDefault(machine);
        }
    }

    @Test
    void run_moreThanAChunk_keepsTheOrderOfMessages() throws Exception {
        Table table = new Table().column("n", ScalarType.LONG).column("t", ScalarType.TEXT);
        for (long n = 0; n < 10_000; n++) {
            table.row(n * 7919 % 10_000, "t" + n);
        }
        List<List<Object>> rows = table.ask(engine, "select n, t from {messages} where n % 3 <> 0");
        assertThat(rows)
                .hasSize(6666)
                .isEqualTo(table.ask(engine, "with kept as (from {messages}) select * from kept where n % 3 <> 0"));
        assertThat(rows.get(0)).isEqualTo(List.of(7919L, "t1"));
        assertThat(table.ask(engine, "select first(t), last(t), list(n)[1:2] from {messages}"))
                .containsExactly(List.of("t0", "t9999", List.of(0L, 7919L)));
    }

    @Test
    void run_orderedQueryWithTimes_keepsItsOrder() throws Exception {
        Table table = new Table().column("at", ScalarType.TIME);
        for (long n = 0; n < 10_000; n++) {
            table.row(Instant.ofEpochMilli(n * 7919 % 10_000));
        }
        List<List<Object>> rows = table.ask(engine, "select \"at\" from {messages} order by 1 desc");
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i)).containsExactly(Instant.ofEpochMilli(9_999 - i));
        }
        assertThat(rows).hasSize(10_000);
    }

    @Test
    void run_messagesNamedTwice_readsThemTwice() throws Exception {
        assertThat(Table.logins()
                        .ask(
                                engine,
                                "select count(*) from {messages} a join {messages} b on a.user_id = b.user_id"
                                        + " where {messages}.user_id is not null"
                                                .replace("{messages}.user_id", "a.user_id")))
                .containsExactly(List.of(9L));
        assertThat(Table.logins().ask(engine, "select max({messages}.user_id) from {messages}"))
                .containsExactly(List.of(3L));
    }

    @Test
    void prepare_bracesInTextsAndComments_areLeftAsTheyAre() throws Exception {
        assertThat(Table.logins()
                        .ask(
                                engine,
                                "-- of {messages}\nselect '{messages}', $${messages}$$, e'\\'{messages}', /* {messages} */"
                                        + " 1 as \"{messages}\" from {messages} limit 1; -- {messages}"))
                .containsExactly(List.of("{messages}", "{messages}", "'{messages}", 1L));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    select 1                                          | its SQL does not read the messages · it has no '{messages}' outside of texts and comments · write 'from {messages}' where the table is named
                    select '{messages}'                               | its SQL does not read the messages · it has no '{messages}' outside of texts and comments · write 'from {messages}' where the table is named
                    ``                                                | its SQL is '0' statements · a resolver runs one query · write a select
                    select 1 from {messages}; select 2 from {messages}| its SQL is '2' statements · a resolver runs one query · keep one, or join them with 'with' or 'union all'
                    delete from {messages}                            | its SQL is no query · a resolver's SQL reads, and changes nothing · write one select, which may begin with 'with'
                    create table t as from {messages}                 | its SQL is no query · a resolver's SQL reads, and changes nothing · write one select, which may begin with 'with'
                    select 1 from {messages}; drop view v             | its SQL is no query · a resolver's SQL reads, and changes nothing · write one select, which may begin with 'with'
                    select nosuch from {messages}                     | its SQL is wrong · Binder Error: Referenced column "nosuch" not found in FROM clause! · correct it in line 1 at 'nosuch'; {messages} has the columns 'user_id', 'failed'
                    select user_id frm {messages}                     | its SQL is wrong · Parser Error: syntax error at or near "{messages}" · correct it in line 1 at '{messages}'; {messages} has the columns 'user_id', 'failed'
                    select nosuch(1) from {messages}                  | its SQL is wrong · Catalog Error: Scalar Function with name nosuch does not exist! · correct it in line 1 at 'nosuch(1)'; {messages} has the columns 'user_id', 'failed'
                    select 1 from {messages} where user_id = ?        | its SQL has '1' parameters, such as '?' or '$1' · nothing gives them a value · write the values, or read them from the messages
                    select map{1: 2} as m from {messages}             | column 'm' of its SQL is of type 'MAP(INTEGER, INTEGER)' · no feature is of that type · cast it, times without a zone to 'timestamptz', others to 'varchar'
                    """)
    void B106_prepare_wrongSql_isRefusedByName(String sql, String message) {
        assertThatThrownBy(() -> engine.prepare("test", sql, Table.logins().columns()))
                .isInstanceOf(SqlException.class)
                .hasMessage("resolver 'test' · " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    select max(at) from {messages}             | Parser Error: syntax error at or near ")" · correct it in line 1 at ')'; {messages} has the columns 'user_id', 'at', 'group'; 'at' is a word of SQL: as a column write it "at", in double quotes
                    select user_id from {messages} order by AT | Parser Error: syntax error at or near "AT" · correct it in line 1 at 'AT'; {messages} has the columns 'user_id', 'at', 'group'; 'at' is a word of SQL: as a column write it "at", in double quotes
                    select at, group from {messages}           | Parser Error: syntax error at or near "," · correct it in line 1 at ','; {messages} has the columns 'user_id', 'at', 'group'; 'at' is a word of SQL: as a column write it "at", in double quotes; 'group' is a word of SQL: as a column write it "group", in double quotes
                    select "at" frm {messages}                 | Parser Error: syntax error at or near "{messages}" · correct it in line 1 at '{messages}'; {messages} has the columns 'user_id', 'at', 'group'
                    """)
    void B106_prepare_columnThatIsAWordOfSql_isToldToBeQuoted(String sql, String message) throws SqlException {
        List<SqlEngine.Column> columns = List.of(
                new SqlEngine.Column("user_id", new FeatureType.Scalar(ScalarType.LONG), false),
                new SqlEngine.Column("at", new FeatureType.Scalar(ScalarType.TIME), false),
                new SqlEngine.Column("group", new FeatureType.Scalar(ScalarType.TEXT), false));
        assertThatThrownBy(() -> engine.prepare("test", sql, columns))
                .isInstanceOf(SqlException.class)
                .hasMessage("resolver 'test' · its SQL is wrong · " + message);
        assertThat(engine.prepare("test", "select max(\"at\") as at, m.group from {messages} as m group by 2", columns)
                        .columns())
                .containsExactly("at", "group");
    }

    @Test
    void prepare_mistakeInALaterLine_namesLineAndPlace() {
        assertThatThrownBy(() -> engine.prepare(
                        "test",
                        "select user_id,\n  count(*)\nfrom {messages}\nwhere faild group by 1",
                        Table.logins().columns()))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("correct it in line 4 at 'faild'");
    }

    @Test
    void prepare_filesSettingsAndTables_areOutOfReach() {
        for (String sql : List.of(
                "select * from read_csv('pom.xml'), {messages}",
                "select * from read_text('pom.xml'), {messages}",
                "select * from glob('*'), {messages}",
                "select * from 'pom.xml', {messages}",
                "with a as (insert into {messages} values (1)) select 1 from {messages}",
                "install httpfs; select 1 from {messages}",
                "set threads = 3; select 1 from {messages}",
                "attach ':memory:' as other; select 1 from {messages}")) {
            assertThatThrownBy(() -> Table.logins().ask(engine, sql)).as(sql).isInstanceOf(SqlException.class);
        }
    }

    @Test
    void prepare_tooLongOrTooDeep_isRefused() {
        assertThatThrownBy(() -> Table.logins()
                        .ask(engine, "select " + "(".repeat(300) + "1" + ")".repeat(300) + " from {messages}"))
                .hasMessage(
                        "resolver 'test' · its SQL is nested too deep · '300' brackets lie within each other, and '200'"
                                + " may · use 'with' to give parts a name");
        assertThatThrownBy(() -> Table.logins().ask(engine, "select 1 from {messages}" + " ".repeat(100_000)))
                .hasMessage(
                        "resolver 'test' · its SQL is too long · it has '100024' characters, and '100000' are possible ·"
                                + " shorten it");
    }

    @Test
    void run_valueThatCannotBeCast_isToldWithItsPlace() throws Exception {
        Table table = new Table().column("text", ScalarType.TEXT).row("12").row("x1");
        assertThatThrownBy(() -> table.ask(engine, "select text::bigint as n, now() as t\nfrom {messages} -- why; so;"))
                .isInstanceOf(SqlException.class)
                .hasMessageStartingWith(
                        "resolver 'test' · its SQL failed over '2' messages · Conversion Error: Could not"
                                + " convert string 'x1' to INT64")
                .hasMessageEndingWith(" · correct it in line 1 at '::bigint', or the messages");
        assertThat(table.ask(engine, "select try_cast(text as bigint) from {messages}"))
                .containsExactly(List.of(12L), Arrays.asList((Object) null));
    }

    @Test
    void run_decimalWithTooManyDigits_isRefusedInsteadOfRounded() {
        Table table = new Table().column("fee", ScalarType.DECIMAL).row(new BigDecimal("0.1234567891"));
        assertThatThrownBy(() -> table.ask(engine, "select sum(fee) from {messages}"))
                .isInstanceOf(SqlException.class)
                .hasMessage("resolver 'test' · column 'fee' of its messages has a value that SQL cannot read ·"
                        + " '0.1234567891' has more than '29' digits before the point, or more than '9' after it · round it"
                        + " in the message, or leave the column out");
    }

    @Test
    void run_monthsAsDuration_areRefused() {
        assertThatThrownBy(() -> Table.logins().ask(engine, "select interval 14 months as d from {messages}"))
                .isInstanceOf(SqlException.class)
                .hasMessage(
                        "resolver 'test' · column 'd' of its SQL has a value that no feature takes · '1 year 2 months' is"
                                + " of months, which have no length · give another value, or none");
    }

    @Test
    void run_messagesThatThrow_throwAsTheyAre() throws Exception {
        SqlEngine.Query query = engine.prepare(
                "test", "select max(user_id) from {messages}", Table.logins().columns());
        assertThatThrownBy(() -> query.run(Table.logins().row("no number", true)))
                .isInstanceOf(ClassCastException.class);
        assertThat(Table.rowsOf(query.run(Table.logins()))).containsExactly(List.of(3L));
    }

    @Test
    void options_outsideTheirLimits_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DuckDbOptions.defaults().withTimeoutMillis(0))
                .withMessage("SQL engine · timeoutMillis is '0' · from '1' to '3600000' is possible · choose a number"
                        + " between them");
    }
}
