package dev.oriel.maven;

import dev.oriel.api.check.Problem;
import dev.oriel.engine.catalog.CheckedProject;
import dev.oriel.engine.catalog.DefinitionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Fails the build where a feature class or a resolver is wrong, at its line: what the compiler cannot see is inside the
 * fields that hold resolvers.
 */
@Mojo(
        name = "check",
        defaultPhase = LifecyclePhase.PROCESS_CLASSES,
        requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
        threadSafe = true)
public final class CheckMojo extends AbstractMojo {
    /** What the project is compiled against and runs with, its own classes first. */
    @Parameter(defaultValue = "${project.runtimeClasspathElements}", readonly = true, required = true)
    private List<String> classPath = List.of();

    /** Where sources are, to name a file by its path. */
    @Parameter(defaultValue = "${project.compileSourceRoots}", readonly = true, required = true)
    private List<String> sourceRoots = List.of();

    /** Whether the check is left out. */
    @Parameter(property = "oriel.check.skip", defaultValue = "false")
    private boolean skip;

    /** Made by Maven, which sets the parameters. */
    public CheckMojo() {}

    /** A check of some folders and jars. */
    CheckMojo(List<String> classPath, List<String> sourceRoots) {
        this.classPath = List.copyOf(classPath);
        this.sourceRoots = List.copyOf(sourceRoots);
    }

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("definitions are not checked: oriel.check.skip is set");
            return;
        }
        try (ProjectClasses classes =
                ProjectClasses.of(classPath.stream().map(Path::of).toList())) {
            CheckedProject checked = CheckedProject.of(classes);
            SourceFiles sources =
                    new SourceFiles(sourceRoots.stream().map(Path::of).toList());
            for (Problem problem : checked.problems()) {
                report(problem, sources);
            }
            fail(checked);
        } catch (DefinitionException e) {
            throw new MojoFailureException(String.join("\n", e.problems()));
        } catch (IOException e) {
            throw new MojoExecutionException("definitions · they cannot be read · " + e + " · compile them again", e);
        }
    }

    private void fail(CheckedProject checked) throws MojoFailureException {
        long errors = checked.problems().stream().filter(Problem::refuses).count();
        if (errors > 0) {
            throw new MojoFailureException(errors + (errors == 1 ? " definition is" : " definitions are")
                    + " wrong: see the errors above, each at its line");
        }
    }

    /** In the form that the compiler's messages have, which editors and build servers find their way by. */
    private void report(Problem problem, SourceFiles sources) throws IOException {
        String line = sources.path(problem.file()) + ":[" + Math.max(1, problem.line()) + ",1] " + problem.named();
        switch (problem.severity()) {
            case ERROR -> getLog().error(line);
            case WARNING -> getLog().warn(line);
            case NOTE -> getLog().debug(line);
        }
    }
}
