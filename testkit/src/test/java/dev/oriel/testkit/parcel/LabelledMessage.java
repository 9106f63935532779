package dev.oriel.testkit.parcel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parcel with a label.
 *
 * @param kilos null where nobody weighed it
 * @param street of a hundred houses
 * @param number of the house in its street
 */
public record LabelledMessage(Label label, @Nullable Double kilos, long street, long number, List<String> marks) {
    /** What is written on it; without the postage where it was not stamped. */
    public record Label(String code, @Nullable Double postage) {}
}
