package dev.oriel.embedded;

import dev.oriel.engine.stream.PushReceipt;
import java.io.Serial;
import java.util.stream.Collectors;

/**
 * Pushed messages of which some have no effect, since they are late or cannot be used; the message has a line for each. The
 * others have theirs: {@link #receipt()} tells which.
 */
public final class PushRefusedException extends OrielException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient PushReceipt receipt;

    PushRefusedException(String source, PushReceipt receipt) {
        super(receipt.refused().stream()
                .map(refused -> "source '" + source + "' · message '" + refused.index() + "' has no effect · "
                        + refused.reason() + " · '" + receipt.accepted() + "' of the others were accepted")
                .collect(Collectors.joining("\n")));
        this.receipt = receipt;
    }

    /** What became of all messages of the push. */
    public PushReceipt receipt() {
        return receipt;
    }
}
