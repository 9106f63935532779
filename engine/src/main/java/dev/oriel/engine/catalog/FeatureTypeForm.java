package dev.oriel.engine.catalog;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.oriel.api.definition.FeatureType;

/** How the index writes a type: the members say which it is. A mix-in for {@link FeatureType}, which knows no JSON. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
    @JsonSubTypes.Type(FeatureType.Scalar.class),
    @JsonSubTypes.Type(FeatureType.Enumeration.class),
    @JsonSubTypes.Type(FeatureType.ListOf.class),
    @JsonSubTypes.Type(FeatureType.VectorOf.class),
    @JsonSubTypes.Type(FeatureType.Struct.class)
})
interface FeatureTypeForm {}
