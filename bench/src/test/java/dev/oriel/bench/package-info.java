/**
 * Questions about the speed and the memory of the kernel, each asked of it and of what one would write instead.
 *
 * <p>Reading order: {@link dev.oriel.bench.KernelBenchmarks} runs the questions; {@link dev.oriel.bench.IngestQuestion} (P1),
 * {@link dev.oriel.bench.DiskIngestQuestion} (the slow reference of P2), {@link dev.oriel.bench.LongWindowQuestion} (P3),
 * {@link dev.oriel.bench.TrailingWindowQuestion} (P4) and {@link dev.oriel.bench.MemoryQuestion} (P5) are one each;
 * {@link dev.oriel.bench.Interleaved} takes the time; {@link dev.oriel.bench.KernelUnderTest} is the only class that knows how the kernel
 * is driven. {@code bench/README.md} says what is fair and what is not.
 *
 * <p>These are test classes that test nothing, so that every build compiles them and none runs them. They may use any library.
 */
@NullMarked
package dev.oriel.bench;

import org.jspecify.annotations.NullMarked;
