package dev.oriel.api.expression;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The functions over values, written {@code F.name(_.x, ...)} or {@code _.x.name(...)}; {@link FunctionCall} reads both.
 *
 * <p>A null argument makes the result null, but for those that {@link #handlesNulls}. A result that no float or integer can
 * hold is an error of the row, as it is of operators.
 */
@SuppressWarnings("ImmutableEnumChecker") // its lists are those of List.of and List.copyOf
public enum ExpressionFunction {
    IF_THEN_ELSE(
            Category.LOGIC,
            "if_then_else if_else when",
            "condition: boolean, value: same... -> nulls same",
            "The value of the first condition that is true, else the last value: F.when(c).then(a).otherwise(b), _.if_then_else(c, a, b). A null condition is not true; without otherwise the last value is null."),
    COALESCE(Category.LOGIC, "coalesce", "values: same... -> nulls same", "The first value that is not null."),
    IS_NULL(Category.LOGIC, "is_null", "value: any -> nulls boolean", "Whether the value is null."),
    IS_NOT_NULL(Category.LOGIC, "is_not_null", "value: any -> nulls boolean", "Whether the value is not null."),
    DISTINCT_FROM(
            Category.LOGIC,
            "distinct_from",
            "left: same, right: same -> nulls boolean",
            "As !=, but null differs from every value and not from null."),
    CAST(
            Category.LOGIC,
            "cast",
            "value: any, literal type: type -> type?",
            "The value as another type: integer, float, text, boolean, time or date. Numbers to integer lose their fraction; text that does not read as the type is null."),
    AND(Category.LOGIC, "and_ and", "values: boolean... -> nulls boolean", "As & between the values, two or more."),
    OR(Category.LOGIC, "or_ or", "values: boolean... -> nulls boolean", "As | between the values, two or more."),
    NOT(Category.LOGIC, "not_ not", "value: boolean -> boolean", "As ~ before the value."),
    EQ(Category.LOGIC, "eq", "left: any, right: any -> boolean", "As left == right."),
    NEQ(Category.LOGIC, "neq", "left: any, right: any -> boolean", "As left != right."),
    LT(Category.LOGIC, "lt", "left: any, right: any -> boolean", "As left < right."),
    LTE(Category.LOGIC, "lte", "left: any, right: any -> boolean", "As left <= right."),
    GT(Category.LOGIC, "gt", "left: any, right: any -> boolean", "As left > right."),
    GTE(Category.LOGIC, "gte", "left: any, right: any -> boolean", "As left >= right."),
    IN(
            Category.LOGIC,
            "in_ is_in",
            "value: any, list: list -> boolean",
            "As value in list: whether one of the list equals the value."),
    BETWEEN(
            Category.LOGIC,
            "between",
            "value: ordered, low: ordered, high: ordered -> boolean",
            "Whether low <= value <= high."),
    ABS(Category.MATH, "abs", "value: number -> wider", "The value without its sign."),
    NEGATE(Category.MATH, "negate", "value: number -> wider", "As - before the value."),
    SIGN(Category.MATH, "sign", "value: number -> wider", "-1, 0 or 1, in the type of the value."),
    CEIL(
            Category.MATH,
            "ceil ceiling",
            "value: number -> wider",
            "The next whole number up, in the type of the value."),
    FLOOR(Category.MATH, "floor", "value: number -> wider", "The next whole number down, in the type of the value."),
    TRUNCATE(
            Category.MATH,
            "truncate",
            "value: number -> wider",
            "The whole part, toward zero, in the type of the value."),
    ROUND(
            Category.MATH,
            "round",
            "value: number, literal digits: integer? -> wider",
            "Rounded to digits after the point, 0 unless said, halves away from zero, by the decimal that the float prints as."),
    BANKERS_ROUND(
            Category.MATH,
            "bankers_round",
            "value: number, literal digits: integer? -> wider",
            "As round, halves to the even neighbour."),
    SQRT(Category.MATH, "sqrt", "value: number -> float?", "The square root; null of a negative."),
    CBRT(Category.MATH, "cbrt", "value: number -> float", "The cube root."),
    EXP(Category.MATH, "exp", "value: number -> float", "e to the power of the value."),
    LN(Category.MATH, "ln", "value: number -> float?", "The natural logarithm; null of 0 and less."),
    LOG(
            Category.MATH,
            "log",
            "value: number, base: number -> float?",
            "The logarithm to a base; null where there is none."),
    LOG2(Category.MATH, "log2", "value: number -> float?", "The logarithm to base 2; null of 0 and less."),
    LOG10(Category.MATH, "log10", "value: number -> float?", "The logarithm to base 10; null of 0 and less."),
    POW(Category.MATH, "pow power", "base: number, exponent: number -> number?", "As base ** exponent."),
    MOD(
            Category.MATH,
            "mod",
            "value: number, divisor: number -> number?",
            "As value % divisor, with the sign of the divisor."),
    CLAMP(
            Category.MATH,
            "clamp",
            "value: number, low: number, high: number -> wider",
            "The value, but at least low and at most high; low where high is less."),
    GREATEST(Category.MATH, "greatest", "values: ordered... -> same", "The greatest of the values; null if one is."),
    LEAST(Category.MATH, "least", "values: ordered... -> same", "The least of the values; null if one is."),
    DEGREES(Category.MATH, "degrees", "radians: number -> float", "An angle in degrees."),
    RADIANS(Category.MATH, "radians", "degrees: number -> float", "An angle in radians."),
    SIN(Category.MATH, "sin", "radians: number -> float", "The sine of an angle in radians."),
    COS(Category.MATH, "cos", "radians: number -> float", "The cosine of an angle in radians."),
    TAN(Category.MATH, "tan", "radians: number -> float", "The tangent of an angle in radians."),
    ASIN(Category.MATH, "asin", "value: number -> float?", "The angle in radians of a sine; null beyond -1 and 1."),
    ACOS(Category.MATH, "acos", "value: number -> float?", "The angle in radians of a cosine; null beyond -1 and 1."),
    ATAN(Category.MATH, "atan", "value: number -> float", "The angle in radians of a tangent."),
    ATAN2(Category.MATH, "atan2", "y: number, x: number -> float", "The angle in radians of the point (x, y)."),
    COSH(Category.MATH, "cosh", "value: number -> float", "The hyperbolic cosine."),
    TANH(Category.MATH, "tanh", "value: number -> float", "The hyperbolic tangent."),
    E(Category.MATH, "e", "-> float", "Euler's number."),
    PI(Category.MATH, "pi", "-> float", "The ratio of circumference and diameter."),
    BITWISE_AND(
            Category.MATH, "bitwise_and", "left: integer, right: integer -> integer", "The bits that are set in both."),
    BITWISE_OR(
            Category.MATH,
            "bitwise_or",
            "left: integer, right: integer -> integer",
            "The bits that are set in one or both."),
    BITWISE_XOR(
            Category.MATH,
            "bitwise_xor",
            "left: integer, right: integer -> integer",
            "The bits that are set in one alone."),
    LOWER(Category.TEXT, "lower", "text: text -> text", "In small letters, whatever the language."),
    UPPER(Category.TEXT, "upper", "text: text -> text", "In capital letters, whatever the language."),
    TRIM(Category.TEXT, "trim", "text: text -> text", "Without white space at both ends."),
    LTRIM(Category.TEXT, "ltrim", "text: text -> text", "Without white space at the beginning."),
    RTRIM(Category.TEXT, "rtrim", "text: text -> text", "Without white space at the end."),
    LENGTH(Category.TEXT, "length", "text: text -> integer", "How many characters (Unicode code points) the text has."),
    REVERSE(Category.TEXT, "reverse", "text: text -> text", "The characters in reverse."),
    REPLACE(
            Category.TEXT,
            "replace",
            "text: text, find: text, replacement: text -> text",
            "With every occurrence of find replaced; unchanged where find is empty."),
    SUBSTR(
            Category.TEXT,
            "substr substring",
            "text: text, start: integer, length: integer? -> text",
            "The characters from the start, the first being 1 and the last -1; empty where the start is 0 or beyond."),
    STRPOS(
            Category.TEXT,
            "strpos",
            "text: text, part: text -> integer",
            "Where the part first begins, from 1; 0 where it is not."),
    STRRPOS(
            Category.TEXT,
            "strrpos",
            "text: text, part: text -> integer",
            "Where the part last begins, from 1; 0 where it is not."),
    STARTS_WITH(
            Category.TEXT,
            "starts_with",
            "text: text, part: text -> boolean",
            "Whether the text begins with the part."),
    ENDS_WITH(Category.TEXT, "ends_with", "text: text, part: text -> boolean", "Whether the text ends with the part."),
    CONTAINS(
            Category.TEXT,
            "contains",
            "within: text or list, part: any -> boolean",
            "Whether a text has the part, or a list the value."),
    LIKE(
            Category.TEXT,
            "like",
            "text: text, literal pattern: text -> boolean",
            "Whether the whole text fits: % is any characters, _ is one, \\ takes the next as it is."),
    CONCAT(Category.TEXT, "concat", "texts: text... -> text", "The texts one after the other; null if one is."),
    SPLIT(Category.TEXT, "split", "text: text, literal delimiter: text -> texts", "The parts between the delimiters."),
    SPLIT_PART(
            Category.TEXT,
            "split_part",
            "text: text, literal delimiter: text, index: integer -> text?",
            "One of the parts between the delimiters, from 1; null where there is none."),
    LPAD(
            Category.TEXT,
            "lpad",
            "text: text, literal length: integer, literal fill: text -> text",
            "Filled from the left to a length, or cut to it."),
    RPAD(
            Category.TEXT,
            "rpad",
            "text: text, literal length: integer, literal fill: text -> text",
            "Filled from the right to a length, or cut to it."),
    LEVENSHTEIN_DISTANCE(
            Category.TEXT,
            "levenshtein_distance",
            "left: text, right: text -> integer",
            "How many characters must be inserted, deleted or changed to make one text of the other."),
    HAMMING_DISTANCE(
            Category.TEXT,
            "hamming_distance",
            "left: text, right: text -> integer?",
            "In how many places the characters differ; null where the lengths do."),
    YEAR(Category.TIME, "year", "value: time or date -> integer", "The year, in UTC."),
    QUARTER(Category.TIME, "quarter", "value: time or date -> integer", "The quarter of the year, from 1, in UTC."),
    MONTH(Category.TIME, "month", "value: time or date -> integer", "The month, from 1, in UTC."),
    WEEK(
            Category.TIME,
            "week week_of_year",
            "value: time or date -> integer",
            "The ISO week of the year, from 1, in UTC."),
    YEAR_OF_WEEK(
            Category.TIME,
            "year_of_week",
            "value: time or date -> integer",
            "The year that the ISO week belongs to, in UTC."),
    DAY_OF_MONTH(
            Category.TIME,
            "day_of_month day",
            "value: time or date -> integer",
            "The day of the month, from 1, in UTC."),
    DAY_OF_WEEK(
            Category.TIME,
            "day_of_week",
            "value: time or date -> integer",
            "The day of the week, 1 for Monday to 7 for Sunday, in UTC."),
    DAY_OF_YEAR(Category.TIME, "day_of_year", "value: time or date -> integer", "The day of the year, from 1, in UTC."),
    HOUR(Category.TIME, "hour", "value: time -> integer", "The hour, from 0, in UTC."),
    MINUTE(Category.TIME, "minute", "value: time -> integer", "The minute, from 0, in UTC."),
    SECOND(Category.TIME, "second", "value: time -> integer", "The second, from 0, in UTC."),
    MILLISECOND(Category.TIME, "millisecond", "value: time -> integer", "The millisecond, from 0, in UTC."),
    LAST_DAY_OF_MONTH(
            Category.TIME, "last_day_of_month", "value: time or date -> date", "The last date of the month, in UTC."),
    DATE_TRUNC(
            Category.TIME,
            "date_trunc",
            "value: time, literal unit: text -> time",
            "The beginning of the second, minute, hour, day, week (ISO, Monday), month, quarter or year, in UTC."),
    TO_UNIXTIME(Category.TIME, "to_unixtime", "value: time -> float", "Seconds since 1970-01-01T00:00:00Z."),
    FROM_UNIX_SECONDS(
            Category.TIME,
            "from_unix_seconds",
            "seconds: integer -> time?",
            "The time so many seconds after 1970-01-01T00:00:00Z; null outside the years 0 to 9999."),
    TO_ISO8601(
            Category.TIME,
            "to_iso8601",
            "value: time or date -> text",
            "As 2024-03-31T12:00:00Z, with milliseconds where there are any; a date as 2024-03-31."),
    PARSE_DATETIME(
            Category.TIME,
            "parse_datetime from_iso8601_timestamp",
            "text: text -> time?",
            "The time of an ISO 8601 text with a zone; null where it is none. A literal is read when the expression is checked."),
    DURATION(
            Category.TIME,
            "duration",
            "literal text: text -> duration",
            "A length of time, written as windows are: '30d', '1h30m'."),
    TOTAL_SECONDS(Category.TIME, "total_seconds", "value: duration -> float", "The length in seconds."),
    MD5(Category.HASH, "md5", "text: text -> text", "The MD5 of the text in UTF-8, in small hexadecimal digits."),
    SHA1(Category.HASH, "sha1", "text: text -> text", "The SHA-1 of the text in UTF-8, in small hexadecimal digits."),
    SHA256(
            Category.HASH,
            "sha256",
            "text: text -> text",
            "The SHA-256 of the text in UTF-8, in small hexadecimal digits."),
    SHA512(
            Category.HASH,
            "sha512",
            "text: text -> text",
            "The SHA-512 of the text in UTF-8, in small hexadecimal digits."),
    CARDINALITY(Category.LIST, "cardinality", "list: list -> integer", "How many values the list has."),
    ELEMENT_AT(
            Category.LIST,
            "element_at",
            "list: list, index: integer -> element?",
            "One value of the list, the first being 1 and the last -1; null where there is none."),
    COSINE_SIMILARITY(
            Category.VECTOR,
            "cosine_similarity cosine_similarity_vector",
            "left: vector, right: vector -> float?",
            "The cosine of the angle between two vectors; null where one has no length."),
    DOT_PRODUCT(
            Category.VECTOR,
            "dot_product dot_product_vector",
            "left: vector, right: vector -> float",
            "The sum of the products of the parts.");

    /** What a function is about; the sections of its documentation. */
    public enum Category {
        LOGIC,
        MATH,
        TEXT,
        TIME,
        HASH,
        LIST,
        VECTOR
    }

    /** What a result is, given the types of the arguments. */
    enum Result {
        INTEGER,
        FLOAT,
        TEXT,
        BOOLEAN,
        TIME,
        DATE,
        DURATION,
        /** A list of text. */
        TEXTS,
        /** The type that the arguments share. */
        SAME,
        /** Integer where every number is, else float. */
        WIDER,
        /** The type of the elements of the list. */
        ELEMENT,
        /** What the operator gives. */
        NUMBER,
        /** The type that is named. */
        TYPE
    }

    private static final String NULLS = "nulls ";

    private static final Map<ExpressionFunction, BinaryOperator> OPERATORS = new EnumMap<>(Map.of(
            AND, BinaryOperator.AND,
            OR, BinaryOperator.OR,
            EQ, BinaryOperator.EQUAL,
            NEQ, BinaryOperator.NOT_EQUAL,
            LT, BinaryOperator.LESS,
            LTE, BinaryOperator.LESS_OR_EQUAL,
            GT, BinaryOperator.GREATER,
            GTE, BinaryOperator.GREATER_OR_EQUAL,
            IN, BinaryOperator.IN,
            POW, BinaryOperator.POWER));

    static {
        OPERATORS.put(MOD, BinaryOperator.REMAINDER);
    }

    private static final Map<String, ExpressionFunction> BY_NAME = byName();

    private final Category category;
    private final List<String> names;
    private final String signature;
    private final List<FunctionParameter> parameters;
    private final Result result;
    private final boolean handlesNulls;
    private final boolean givesNull;
    private final String description;

    ExpressionFunction(Category category, String names, String signature, String description) {
        this.category = category;
        this.names = List.of(names.split(" "));
        this.description = description;
        this.signature = signature.replace("-> " + NULLS, "-> ");
        int arrow = signature.indexOf("-> ");
        this.parameters = parameters(signature.substring(0, arrow).strip());
        String given = signature.substring(arrow + "-> ".length());
        this.handlesNulls = given.startsWith(NULLS);
        this.givesNull = given.endsWith("?");
        String word = given.replace(NULLS, "").replace("?", "");
        this.result = Result.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static List<FunctionParameter> parameters(String text) {
        var parameters = new ArrayList<FunctionParameter>();
        if (!text.isEmpty()) {
            for (String parameter : text.split(", ")) {
                parameters.add(FunctionParameter.read(parameter));
            }
        }
        return List.copyOf(parameters);
    }

    private static Map<String, ExpressionFunction> byName() {
        var byName = new HashMap<String, ExpressionFunction>();
        for (ExpressionFunction function : values()) {
            function.names.forEach(name -> byName.put(name, function));
        }
        return byName;
    }

    /** How expressions write it; of several spellings the one that documentation lists it by. */
    public String functionName() {
        return names.getFirst();
    }

    /** Every spelling, {@link #functionName()} first. */
    public List<String> spellings() {
        return names;
    }

    /** What it is about. */
    public Category category() {
        return category;
    }

    /** Parameters and result as documentation shows them: {@code text: text, part: text -> boolean}. */
    public String signature() {
        return signature;
    }

    /** What it takes, in order. */
    public List<FunctionParameter> parameters() {
        return parameters;
    }

    /** What it gives, in one sentence or two. */
    public String description() {
        return description;
    }

    /** Whether it may give a value although an argument is null. */
    public boolean handlesNulls() {
        return handlesNulls;
    }

    /** Whether it may give null although no argument is null: {@code sqrt} of a negative. */
    public boolean givesNull() {
        return givesNull;
    }

    /** The operator that it is another spelling of, between each two of its arguments from the left; empty for most. */
    public Optional<BinaryOperator> operator() {
        return Optional.ofNullable(OPERATORS.get(this));
    }

    Result result() {
        return result;
    }

    /** The function of a spelling; empty when there is none. */
    public static Optional<ExpressionFunction> of(String spelling) {
        return Optional.ofNullable(BY_NAME.get(spelling));
    }

    /** Every spelling of every function. */
    static Set<String> allSpellings() {
        return BY_NAME.keySet();
    }
}
