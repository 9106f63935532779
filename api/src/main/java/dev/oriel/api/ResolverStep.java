package dev.oriel.api;

/**
 * A resolver in the making. A field of a class marked {@link Resolvers} that holds one is refused by the compiler.
 */
public sealed interface ResolverStep
        permits StreamStep,
                TumblingStep,
                ContinuousStep,
                KeyedStep,
                RowStep,
                RowsStep,
                OnlineStep,
                OnlineInputs,
                OfflineStep {}
