package dev.oriel.api;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An online resolver with outputs and inputs that does not say yet how it gets from one to the other.
 *
 * @param <R> what the function gives: the value of one output, or a {@link Row} of several
 */
@SuppressWarnings("UnusedTypeParameter") // the parameter is for javac: the parts below tie the function's result to it
public abstract sealed class OnlineInputs<R> implements ResolverStep {
    final OnlineStep<R> outputs;
    final List<String> inputs;

    OnlineInputs(OnlineStep<R> outputs, List<String> inputs) {
        this.outputs = outputs;
        this.inputs = List.copyOf(inputs);
    }

    final OnlineResolver computedBy(Function<List<@Nullable Object>, @Nullable Object> function) {
        return new OnlineResolver(outputs.features(), inputs, function, List.of());
    }

    /** The value at a place; the builder has tied the place to the type. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <T> T at(List<@Nullable Object> values, int place) {
        return (T) values.get(place);
    }

    /** One input. */
    public static final class Of1<R, A> extends OnlineInputs<R> {
        Of1(OnlineStep<R> outputs, List<String> inputs) {
            super(outputs, inputs);
        }

        /** The result as a function of the input. */
        public OnlineResolver by(Function<? super A, ? extends @Nullable R> function) {
            return computedBy(values -> function.apply(at(values, 0)));
        }
    }

    /** Two inputs. */
    public static final class Of2<R, A, B> extends OnlineInputs<R> {
        Of2(OnlineStep<R> outputs, List<String> inputs) {
            super(outputs, inputs);
        }

        /** The result as a function of the inputs. */
        public OnlineResolver by(BiFunction<? super A, ? super B, ? extends @Nullable R> function) {
            return computedBy(values -> function.apply(at(values, 0), at(values, 1)));
        }
    }

    /** Three inputs. */
    public static final class Of3<R, A, B, C> extends OnlineInputs<R> {
        Of3(OnlineStep<R> outputs, List<String> inputs) {
            super(outputs, inputs);
        }

        /** The result as a function of the inputs. */
        public OnlineResolver by(Function3<? super A, ? super B, ? super C, ? extends @Nullable R> function) {
            return computedBy(values -> function.apply(at(values, 0), at(values, 1), at(values, 2)));
        }
    }

    /** Four inputs. */
    public static final class Of4<R, A, B, C, D> extends OnlineInputs<R> {
        Of4(OnlineStep<R> outputs, List<String> inputs) {
            super(outputs, inputs);
        }

        /** The result as a function of the inputs. */
        public OnlineResolver by(
                Function4<? super A, ? super B, ? super C, ? super D, ? extends @Nullable R> function) {
            return computedBy(values -> function.apply(at(values, 0), at(values, 1), at(values, 2), at(values, 3)));
        }
    }

    /** Five inputs. */
    public static final class Of5<R, A, B, C, D, E> extends OnlineInputs<R> {
        Of5(OnlineStep<R> outputs, List<String> inputs) {
            super(outputs, inputs);
        }

        /** The result as a function of the inputs. */
        public OnlineResolver by(
                Function5<? super A, ? super B, ? super C, ? super D, ? super E, ? extends @Nullable R> function) {
            return computedBy(values ->
                    function.apply(at(values, 0), at(values, 1), at(values, 2), at(values, 3), at(values, 4)));
        }
    }

    /** Six inputs. */
    public static final class Of6<R, A, B, C, D, E, F> extends OnlineInputs<R> {
        Of6(OnlineStep<R> outputs, List<String> inputs) {
            super(outputs, inputs);
        }

        /** The result as a function of the inputs. */
        public OnlineResolver by(
                Function6<? super A, ? super B, ? super C, ? super D, ? super E, ? super F, ? extends @Nullable R>
                        function) {
            return computedBy(values -> function.apply(
                    at(values, 0), at(values, 1), at(values, 2), at(values, 3), at(values, 4), at(values, 5)));
        }
    }

    /** Seven inputs. */
    public static final class Of7<R, A, B, C, D, E, F, G> extends OnlineInputs<R> {
        Of7(OnlineStep<R> outputs, List<String> inputs) {
            super(outputs, inputs);
        }

        /** The result as a function of the inputs. */
        public OnlineResolver by(
                Function7<
                                ? super A,
                                ? super B,
                                ? super C,
                                ? super D,
                                ? super E,
                                ? super F,
                                ? super G,
                                ? extends @Nullable R>
                        function) {
            return computedBy(values -> function.apply(
                    at(values, 0),
                    at(values, 1),
                    at(values, 2),
                    at(values, 3),
                    at(values, 4),
                    at(values, 5),
                    at(values, 6)));
        }
    }

    /** Eight inputs. */
    public static final class Of8<R, A, B, C, D, E, F, G, H> extends OnlineInputs<R> {
        Of8(OnlineStep<R> outputs, List<String> inputs) {
            super(outputs, inputs);
        }

        /** The result as a function of the inputs. */
        public OnlineResolver by(
                Function8<
                                ? super A,
                                ? super B,
                                ? super C,
                                ? super D,
                                ? super E,
                                ? super F,
                                ? super G,
                                ? super H,
                                ? extends @Nullable R>
                        function) {
            return computedBy(values -> function.apply(
                    at(values, 0),
                    at(values, 1),
                    at(values, 2),
                    at(values, 3),
                    at(values, 4),
                    at(values, 5),
                    at(values, 6),
                    at(values, 7)));
        }
    }

    /** More than eight inputs. */
    public static final class OfMany<R> extends OnlineInputs<R> {
        OfMany(OnlineStep<R> outputs, List<String> inputs) {
            super(outputs, inputs);
        }

        /** The result as a function of the row of inputs. */
        public OnlineResolver by(Function<? super Row, ? extends @Nullable R> function) {
            List<String> names = inputs;
            return computedBy(values -> function.apply(Row.of(names, values)));
        }
    }
}
