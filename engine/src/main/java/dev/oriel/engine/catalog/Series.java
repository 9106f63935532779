package dev.oriel.engine.catalog;

import dev.oriel.api.expression.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The rows of one namespace with the same filters, grouped by the same columns, for one aggregated column (D18).
 *
 * @param number from 1, in order of definition; what {@code oriel aggregate list} shows
 * @param namespace feature class whose rows are aggregated
 * @param group columns, sorted
 * @param writtenGroup the same columns as the first feature that needs the series wrote them
 * @param column aggregated column; empty for a series that only counts rows
 * @param filters conditions on the row, all of which must hold; in canonical order
 */
public record Series(
        int number,
        String namespace,
        List<String> group,
        List<String> writtenGroup,
        Optional<String> column,
        List<Node> filters) {
    /** Copies the lists. */
    public Series {
        group = List.copyOf(group);
        writtenGroup = List.copyOf(writtenGroup);
        filters = List.copyOf(filters);
    }

    /** The filters as text: {@code status == 'ok'}; empty without filters. */
    public String filterText() {
        return filters.stream()
                .map(filter -> filter.toString().replace("_.", ""))
                .collect(Collectors.joining(" & "));
    }

    /** Columns of the row that the filters read. */
    public Set<String> filterColumns() {
        var columns = new TreeSet<String>();
        filters.forEach(filter -> addColumns(filter, columns));
        return columns;
    }

    private static void addColumns(Node node, Set<String> columns) {
        switch (node) {
            case Node.Attribute attribute -> {
                if (attribute.isOfRow()) {
                    columns.add(attribute.name());
                } else {
                    addColumns(attribute.of(), columns);
                }
            }
            case Node.Binary binary -> binary.children().forEach(child -> addColumns(child, columns));
            case Node.Unary unary -> addColumns(unary.operand(), columns);
            case Node.Index index -> addColumns(index.of(), columns);
            case Node.Call call -> call.children().forEach(child -> addColumns(child, columns));
            case Node.ListLiteral list -> list.items().forEach(item -> addColumns(item, columns));
            case Node.Scope scope -> {}
            case Node.Literal literal -> {}
        }
    }

    /** What stays the same when definitions change around the series; stored state is found by it. */
    public String identity() {
        return String.join(
                "|",
                namespace,
                String.join(" ", group),
                column.orElse(""),
                filters.stream().map(Node::toString).collect(Collectors.joining(" & ")));
    }
}
