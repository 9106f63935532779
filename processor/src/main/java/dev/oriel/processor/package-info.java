/**
 * The annotation processor: reads feature classes and resolver classes from source, checks them, and writes {@code User_},
 * accessors of resolvers and the index of the jar.
 *
 * <p>Read {@link dev.oriel.processor.FeatureProcessor} first, then {@code FeatureClassReader} and {@code MetamodelWriter}.
 * All checks but those of Java's own shape are in {@code dev.oriel.api.check}.
 */
@NullMarked
package dev.oriel.processor;

import org.jspecify.annotations.NullMarked;
