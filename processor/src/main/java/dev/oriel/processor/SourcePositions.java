package dev.oriel.processor;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.nio.file.Path;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** Files and lines of elements, as far as the compiler tells. */
final class SourcePositions {
    private final @Nullable Trees trees;

    SourcePositions(ProcessingEnvironment environment) {
        this.trees = treesOf(environment);
    }

    private static @Nullable Trees treesOf(ProcessingEnvironment environment) {
        try {
            return Trees.instance(environment);
        } catch (IllegalArgumentException e) {
            // Another compiler than javac, or javac behind an editor's wrapper: positions stay unknown, as documented.
            return null;
        }
    }

    /** The line of an element, from 1; 0 when unknown, as for elements from class files. */
    long line(Element element) {
        TreePath path = trees == null ? null : trees.getPath(element);
        if (trees == null || path == null) {
            return 0;
        }
        var unit = path.getCompilationUnit();
        long start = new NamePosition(trees, path).position();
        return start < 0 ? 0 : unit.getLineMap().getLineNumber(start);
    }

    /** Simple name of the source file of a class; of a class from a class file, the name that it would have. */
    String file(TypeElement type) {
        TreePath path = trees == null ? null : trees.getPath(type);
        if (path != null) {
            return String.valueOf(
                    Path.of(path.getCompilationUnit().getSourceFile().getName()).getFileName());
        }
        return outermost(type).getSimpleName() + ".java";
    }

    private static TypeElement outermost(TypeElement type) {
        return type.getEnclosingElement() instanceof TypeElement enclosing ? outermost(enclosing) : type;
    }

    /** Where the name of an element stands: its declaration begins with its annotations, often lines before. */
    private record NamePosition(Trees trees, TreePath path) {
        long position() {
            var leaf = path.getLeaf();
            var unit = path.getCompilationUnit();
            var positions = trees.getSourcePositions();
            if (leaf instanceof MethodTree method) {
                // The name is not a tree of its own; the return type stands directly before it.
                return positions.getEndPosition(unit, method.getReturnType());
            }
            if (leaf instanceof VariableTree field) {
                return positions.getEndPosition(unit, field.getType());
            }
            if (leaf instanceof ClassTree declared) {
                long end = positions.getEndPosition(unit, declared.getModifiers());
                return end < 0 ? positions.getStartPosition(unit, declared) : end + 1;
            }
            return positions.getStartPosition(unit, leaf);
        }
    }
}
