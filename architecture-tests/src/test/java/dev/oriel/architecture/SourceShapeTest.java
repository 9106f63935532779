package dev.oriel.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** How much a reader must hold in mind at once. */
class SourceShapeTest {
    private static final int FILE_LINES_MAX = 500;
    private static final int METHOD_LINES_MAX = 60;

    @Test
    void sourceFile_isShort() throws IOException {
        var tooLong = new ArrayList<String>();
        for (Path source : Repository.javaSources()) {
            int lines = Files.readAllLines(Repository.ROOT.resolve(source)).size();
            if (lines > FILE_LINES_MAX) {
                tooLong.add(source + " has " + lines + " lines");
            }
        }
        assertThat(tooLong)
                .as("source files of more than %d lines; give a part of the job a class of its own", FILE_LINES_MAX)
                .isEmpty();
    }

    @Test
    void method_fitsAScreen() throws IOException {
        var tooLong = new ArrayList<String>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<Path> sources = Repository.javaSources().stream()
                    .map(Repository.ROOT::resolve)
                    .toList();
            var task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new MethodLengths(unit, positions, tooLong).scan(unit, null);
            }
        }
        assertThat(tooLong)
                .as("methods of more than %d lines; give a step a name", METHOD_LINES_MAX)
                .isEmpty();
    }

    /** Notes every method and constructor that is too long, from its first annotation to its closing brace. */
    private static final class MethodLengths extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> tooLong;

        MethodLengths(CompilationUnitTree unit, SourcePositions positions, List<String> tooLong) {
            this.unit = unit;
            this.positions = positions;
            this.tooLong = tooLong;
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            LineMap map = unit.getLineMap();
            long first = map.getLineNumber(positions.getStartPosition(unit, method));
            long last = map.getLineNumber(positions.getEndPosition(unit, method));
            if (last - first + 1 > METHOD_LINES_MAX) {
                Path source =
                        Repository.ROOT.relativize(Path.of(unit.getSourceFile().toUri()));
                tooLong.add("%s:%d %s has %d lines".formatted(source, first, method.getName(), last - first + 1));
            }
            return super.visitMethod(method, null);
        }
    }
}
