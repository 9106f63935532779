package dev.oriel.processor;

import dev.oriel.api.Features;
import dev.oriel.api.Message;
import dev.oriel.api.Resolvers;
import dev.oriel.api.check.DefinitionChecker;
import dev.oriel.api.check.DefinitionProblem;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.ResolverClassDefinition;
import dev.oriel.api.definition.ResolverField;
import dev.oriel.processor.FeatureClassReader.ReadClass;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Checks feature classes and resolver classes, and writes a metamodel beside each feature class, an accessor beside each
 * resolver class, columns beside each message, and the index {@link Definitions#INDEX_PATH} of features and resolvers.
 */
public final class FeatureProcessor extends AbstractProcessor {
    /* Reading comes before checking, and checking before writing, so that classes may refer to each other in any order.
     * Metamodels are written for refused classes too: otherwise javac would bury the one real error under every use of
     * the missing class. */

    /** Classes of this compilation, by qualified name. */
    private final Map<String, ReadClass> own = new LinkedHashMap<>();

    /** Classes that they refer to, from other jars. */
    private final Map<String, ReadClass> foreign = new LinkedHashMap<>();

    private final List<ResolverClassDefinition> resolverClasses = new ArrayList<>();
    private @Nullable Session session;

    /** The compiler's services, known once the processor is initialised. */
    private record Session(
            ProcessingEnvironment environment,
            Reporter reporter,
            FeatureClassReader reader,
            SourcePositions positions) {}

    /** Made by the compiler. */
    public FeatureProcessor() {}

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(Features.class.getName(), Message.class.getName(), Resolvers.class.getName());
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
        super.init(environment);
        var reporter = new Reporter(environment.getMessager());
        var positions = new SourcePositions(environment);
        session =
                new Session(environment, reporter, new FeatureClassReader(environment, positions, reporter), positions);
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        Session current = session;
        if (current == null) {
            throw new IllegalStateException("the processor was not initialised");
        }
        if (round.processingOver()) {
            writeIndex(current);
        } else {
            processRound(round, current);
        }
        return false;
    }

    private void processRound(RoundEnvironment round, Session current) {
        var read = new ArrayList<ReadClass>();
        for (TypeElement type : ElementFilter.typesIn(round.getElementsAnnotatedWith(Features.class))) {
            ReadClass one = current.reader().read(type);
            own.put(one.definition().javaName(), one);
            read.add(one);
        }
        read.forEach(one -> readReferred(one, current.reader()));
        check(read, current.reporter());
        read.stream()
                .filter(one -> !FeatureClassReader.isHidden(one.element()))
                .forEach(one -> Generated.write(
                        one.element(),
                        MetamodelWriter.metamodel(current.environment().getElementUtils(), one),
                        current.environment().getFiler(),
                        current.reporter()));
        for (TypeElement type : ElementFilter.typesIn(round.getElementsAnnotatedWith(Resolvers.class))) {
            writeAccessor(type, current);
        }
        for (TypeElement type : ElementFilter.typesIn(round.getElementsAnnotatedWith(Message.class))) {
            writeColumns(type, current);
        }
    }

    /** Reads the classes of other jars that a class leads to, directly or not. */
    private void readReferred(ReadClass first, FeatureClassReader reader) {
        Deque<ReadClass> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty()) {
            for (FeatureDefinition feature : open.pop().definition().features()) {
                Stream.of(Optional.ofNullable(feature.target()), Optional.ofNullable(feature.references()))
                        .flatMap(Optional::stream)
                        .filter(name -> !own.containsKey(name) && !foreign.containsKey(name))
                        .map(name -> Optional.ofNullable(
                                processingEnv.getElementUtils().getTypeElement(name)))
                        .flatMap(Optional::stream)
                        .filter(type -> type.getAnnotation(Features.class) != null)
                        .map(reader::read)
                        .forEach(found -> {
                            foreign.put(found.definition().javaName(), found);
                            open.push(found);
                        });
            }
        }
    }

    private void check(List<ReadClass> read, Reporter reporter) {
        List<FeatureClassDefinition> all = Stream.concat(own.values().stream(), foreign.values().stream())
                .map(ReadClass::definition)
                .toList();
        for (DefinitionProblem problem : DefinitionChecker.check(new Definitions(all, List.of()))) {
            if (problem.severity() == DefinitionProblem.Severity.NOTE) {
                // What is well is told when somebody asks, by `oriel check`; in each compilation it would be noise.
                continue;
            }
            read.stream()
                    .filter(one -> one.definition().equals(problem.featureClass()))
                    .filter(one -> problem.feature() != null || !one.refused())
                    .findFirst()
                    .ifPresent(one -> report(one, problem, reporter));
        }
    }

    private static void report(ReadClass read, DefinitionProblem problem, Reporter reporter) {
        FeatureDefinition feature = problem.feature();
        Element method = feature == null ? null : read.methods().get(feature);
        Element element = method == null ? read.element() : method;
        String text = feature == null
                ? null
                : switch (problem.part()) {
                    case EXPRESSION -> feature.expression();
                    case DEFAULT -> feature.defaultValue();
                    default -> null;
                };
        String caret = text == null || problem.offset() < 0 ? "" : Reporter.caret(text, problem.offset());
        reporter.at(element, problem.part(), problem.severity(), problem.named() + caret);
    }

    private void writeAccessor(TypeElement type, Session current) {
        new ResolverClassReader(current.environment(), current.reporter())
                .read(type)
                .ifPresent(resolvers -> {
                    var elements = current.environment().getElementUtils();
                    Generated.write(
                            type,
                            ResolverClassWriter.accessor(elements, type, resolvers),
                            current.environment().getFiler(),
                            current.reporter());
                    SourcePositions positions = current.positions();
                    resolverClasses.add(new ResolverClassDefinition(
                            type.getQualifiedName().toString(),
                            Generated.beside(type).reflectionName(),
                            positions.file(type),
                            positions.line(type),
                            resolvers.stream()
                                    .map(field -> new ResolverField(
                                            field.getSimpleName().toString(), positions.line(field)))
                                    .toList()));
                });
    }

    private static void writeColumns(TypeElement type, Session current) {
        var elements = current.environment().getElementUtils();
        new MessageColumnReader(elements, current.reporter())
                .read(type)
                .ifPresent(columns -> Generated.write(
                        type,
                        MessageColumnWriter.columns(elements, type, columns),
                        current.environment().getFiler(),
                        current.reporter()));
    }

    /** Not written for refused definitions, nor where there is nothing to index. */
    private void writeIndex(Session current) {
        boolean nothing = own.isEmpty() && resolverClasses.isEmpty();
        if (nothing || current.reporter().refused()) {
            return;
        }
        var definitions =
                new Definitions(own.values().stream().map(ReadClass::definition).toList(), resolverClasses);
        Element[] origins = own.values().stream().map(ReadClass::element).toArray(Element[]::new);
        try {
            new IndexWriter(
                            current.environment().getFiler(),
                            current.environment().getElementUtils())
                    .write(definitions, origins);
        } catch (IOException e) {
            current.environment()
                    .getMessager()
                    .printMessage(
                            Diagnostic.Kind.ERROR, "cannot write " + Definitions.INDEX_PATH + ": " + e.getMessage());
        }
    }
}
