package dev.oriel.api.frame;

/**
 * Where values come in: what no frame holds is refused here, once, so that no loop has to look for it.
 *
 * @param frame what the frame is called in messages: {@code frame of LoginMessage}
 */
record Door(String frame) {
    /** The value, with -0.0 made 0.0, so that neither sums, groups nor smallest values depend on the order of rows. */
    double finite(double value, Column<?, ?> column, int row) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(frame + " · column '" + column.name() + "' is '" + value + "' in row "
                    + row + " · frames hold finite numbers · refuse the message that carries it");
        }
        return value + 0.0;
    }

    /** Refuses a null where none can be. */
    IllegalArgumentException missing(Column<?, ?> column, int row) {
        return new IllegalArgumentException(frame + " · column '" + column.name() + "' is null in row " + row
                + " · its component is not @Nullable · mark it so, or give it a value");
    }
}
