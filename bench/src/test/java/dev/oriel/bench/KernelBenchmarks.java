package dev.oriel.bench;

import java.io.PrintStream;
import java.util.EnumSet;
import java.util.Set;

/** Runs questions and prints figures beside goals. {@code bench/kernel} starts it; {@code bench/README.md} says how. */
public final class KernelBenchmarks {
    /** The questions, in the order they run. */
    enum Question {
        P1("kernel ingest: count, sum, mean, min, max per minute, 90 d retained") {
            @Override
            void ask(PrintStream out, Sizes sizes) throws Exception {
                IngestQuestion.ask(out, sizes);
            }
        },
        P2("slow reference of P2: RocksDB asked for every event") {
            @Override
            void ask(PrintStream out, Sizes sizes) throws Exception {
                DiskIngestQuestion.ask(out, sizes);
            }
        },
        P3("a window of 90 d over minutes of a dense key") {
            @Override
            void ask(PrintStream out, Sizes sizes) throws Exception {
                LongWindowQuestion.ask(out, sizes);
            }
        },
        P4("a trailing window exact to the millisecond") {
            @Override
            void ask(PrintStream out, Sizes sizes) throws Exception {
                TrailingWindowQuestion.ask(out, sizes);
            }
        },
        P5("memory") {
            @Override
            void ask(PrintStream out, Sizes sizes) {
                MemoryQuestion.ask(out, sizes);
            }
        },
        JMH("the queries of P3 and P4 by JMH") {
            @Override
            void ask(PrintStream out, Sizes sizes) throws Exception {
                JmhQuestion.ask(out, sizes);
            }
        };

        private final String words;

        Question(String words) {
            this.words = words;
        }

        abstract void ask(PrintStream out, Sizes sizes) throws Exception;
    }

    private KernelBenchmarks() {}

    /**
     * Asks the questions named, or all.
     *
     * @param arguments {@code --quick} for small sizes, then names of questions
     */
    public static void main(String[] arguments) throws Exception {
        Sizes sizes = Sizes.FULL;
        Set<Question> questions = EnumSet.noneOf(Question.class);
        for (String argument : arguments) {
            if (argument.equals("--quick")) {
                sizes = Sizes.QUICK;
            } else {
                questions.add(Question.valueOf(argument));
            }
        }
        PrintStream out = System.out;
        Machine.print(out);
        if (sizes.quick()) {
            out.println(
                    "A QUICK RUN: small sizes that show that everything runs and agrees. Its figures say nothing about goals.");
        }
        for (Question question : questions.isEmpty() ? EnumSet.allOf(Question.class) : questions) {
            out.printf("%n%s: %s%n", question, question.words);
            long startNanos = System.nanoTime();
            question.ask(out, sizes);
            out.printf("  took %d s%n", (System.nanoTime() - startNanos) / 1_000_000_000);
        }
    }
}
