package dev.oriel.oracle;

import dev.oriel.engine.catalog.Catalog;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Definitions that a world may go on with. There are some of them only, since each is checked as those of a user are.
 *
 * @param number which layers, and which of their windows
 */
record SpendDeployment(int number, List<SpendLayer> layers, Catalog catalog) {
    private static final int LAYERS = 12;
    private static final int WINDOWS = 5;
    private static final Map<Integer, SpendDeployment> KNOWN = new ConcurrentHashMap<>();

    static SpendDeployment any(Random random) {
        return of(random.nextInt(LAYERS * WINDOWS));
    }

    /** With other windows alone, or with other layers too. */
    SpendDeployment next(Random random) {
        int windows = random.nextInt(WINDOWS);
        return of(random.nextInt(3) > 0 ? number / WINDOWS * WINDOWS + windows : random.nextInt(LAYERS * WINDOWS));
    }

    private static SpendDeployment of(int number) {
        return KNOWN.computeIfAbsent(number, unused -> {
            List<SpendLayer> layers = SpendLayer.some(new Random(number / WINDOWS), new Random(number));
            return new SpendDeployment(number, layers, SpendCatalog.of(layers));
        });
    }
}
