package dev.oriel.api;

import java.util.ArrayList;
import java.util.List;

/** What the steps of a windowed resolver hand to each other. */
record WindowedParts(
        StreamInput input,
        WindowedResolver.Mode mode,
        List<StreamResolver.Output> keys,
        List<WindowedOutput> outputs,
        ResolverSwitches switches) {
    WindowedParts {
        keys = List.copyOf(keys);
        outputs = List.copyOf(outputs);
    }

    static WindowedParts of(StreamInput input, WindowedResolver.Mode mode) {
        return new WindowedParts(input, mode, List.of(), List.of(), ResolverSwitches.NONE);
    }

    WindowedParts withKey(StreamResolver.Output key) {
        var more = new ArrayList<>(keys);
        more.add(key);
        return new WindowedParts(input, mode, more, outputs, switches);
    }

    WindowedParts withOutput(WindowedOutput output) {
        var more = new ArrayList<>(outputs);
        more.add(output);
        return new WindowedParts(input, mode, keys, more, switches);
    }

    WindowedParts withSwitches(ResolverSwitches other) {
        return new WindowedParts(input, mode, keys, outputs, other);
    }
}
