package dev.oriel.oracle;

import dev.oriel.kernel.aggregation.CellNumbers;
import dev.oriel.kernel.number.ExactSum;
import dev.oriel.kernel.number.FixedSum;
import dev.oriel.kernel.number.Words;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuarantee;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/** Runs calls of several threads in many orders of their steps, and checks each against a sequential twin. */
final class Interleavings {
    private static final int SCENARIOS = Integer.getInteger("oriel.lincheck.scenarios", 5);
    private static final int ORDERS_PER_SCENARIO = Integer.getInteger("oriel.lincheck.orders", 50);

    /** Works on what its caller hands it, in one step. */
    private static final ManagedStrategyGuarantee ARITHMETIC = ManagedStrategyGuaranteeKt.forClasses(
                    FixedSum.class.getName(),
                    Words.class.getName(),
                    ExactSum.class.getName(),
                    CellNumbers.class.getName())
            .allMethods()
            .ignore();

    private Interleavings() {}

    /**
     * Looks for an order of steps whose answers no order of whole calls explains, or in which a call waits for another thread though it
     * is not marked as blocking. Throws what it finds, step by step.
     *
     * @param tested its methods marked as operations are called by three threads
     * @param twin the same methods without threads in mind
     * @param roundsMax a loop of more rounds is taken for waiting
     */
    static void check(Class<?> tested, Class<?> twin, int roundsMax) {
        new ModelCheckingOptions()
                .iterations(SCENARIOS)
                .invocationsPerIteration(ORDERS_PER_SCENARIO)
                .threads(3)
                .actorsBefore(1)
                .actorsPerThread(2)
                .actorsAfter(1)
                .loopIterationsBeforeThreadSwitch(roundsMax)
                .loopBound(2 * roundsMax)
                .checkObstructionFreedom(true)
                .addGuarantee(ARITHMETIC)
                .sequentialSpecification(twin)
                .check(tested);
    }
}
