package dev.oriel.api.check;

import dev.oriel.api.check.DefinitionProblem.Part;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureDefinition.Shape;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.definition.Storage;
import dev.oriel.api.definition.Validation;

/** Checks how long the values of a feature are kept, and what values it may have. */
final class StorageCheck {
    private final FeatureClassDefinition owner;
    private final FeatureDefinition feature;
    private final Findings findings;

    StorageCheck(FeatureClassDefinition owner, FeatureDefinition feature, Findings findings) {
        this.owner = owner;
        this.feature = feature;
        this.findings = findings;
    }

    void run() {
        Storage storage = feature.storage();
        if (storage.maxStaleness() != null) {
            FeatureCheck.durationProblem(storage.maxStaleness())
                    .ifPresent(message -> error(Part.MAX_STALENESS, message));
        }
        if (storage.offlineTtl() != null) {
            FeatureCheck.durationProblem(storage.offlineTtl()).ifPresent(message -> error(Part.OFFLINE_TTL, message));
        }
        boolean relation = feature.shape() == Shape.HAS_MANY || feature.shape() == Shape.HAS_ONE;
        if (relation && !storage.equals(Storage.INHERITED)) {
            error(
                    Part.FEATURE,
                    "a relation stores nothing of its own: give staleness, caching and stores to the features of the"
                            + " class that it leads to, or @HasMany(maxStaleness)");
        }
        if (!storage.online() && storage.maxStaleness() != null) {
            error(Part.STORE_ONLINE, "@StoreOnline(false) keeps out what @MaxStaleness keeps: drop one of them");
        }
        if (feature.validation() != null) {
            validation(feature.validation());
        }
    }

    private void validation(Validation rules) {
        if (feature.type() == null) {
            error(Part.VALIDATE, "a relation has no value to validate: drop @Validate");
            return;
        }
        ScalarType scalar = feature.scalar();
        boolean number = scalar != null && scalar.isNumber();
        boolean list = feature.type() instanceof FeatureType.ListOf;
        boolean hasLength = list || scalar == ScalarType.TEXT || scalar == ScalarType.BYTES;
        boolean isText = scalar == ScalarType.TEXT
                || (feature.type() instanceof FeatureType.ListOf of
                        && of.element().scalarType().orElse(null) == ScalarType.TEXT);
        if (rules.ofNumbers() && !number) {
            error(Part.VALIDATE, "min and max are for numbers, the feature is " + FeatureCheck.word(feature));
        }
        if (rules.ofLengths() && !hasLength) {
            error(
                    Part.VALIDATE,
                    "minLength and maxLength are for text, bytes and lists, the feature is "
                            + FeatureCheck.word(feature));
        }
        if (rules.contains() != null && !isText) {
            error(
                    Part.VALIDATE,
                    "contains is for text and lists of text, the feature is " + FeatureCheck.word(feature));
        }
        bounds(rules);
    }

    private void bounds(Validation rules) {
        Double min = rules.min();
        Double max = rules.max();
        boolean noNumber = (min != null && !Double.isFinite(min)) || (max != null && !Double.isFinite(max));
        if (noNumber) {
            error(Part.VALIDATE, "min and max are finite numbers: leave out a bound that there is not");
        } else if (min != null && max != null && min > max) {
            error(Part.VALIDATE, "no number is from " + min + " to " + max + ": min is greater than max");
        }
        Integer minLength = rules.minLength();
        Integer maxLength = rules.maxLength();
        boolean negative = (minLength != null && minLength < 0) || (maxLength != null && maxLength < 0);
        if (negative) {
            error(Part.VALIDATE, "a length is 0 or more");
        } else if (minLength != null && maxLength != null && minLength > maxLength) {
            error(
                    Part.VALIDATE,
                    "no length is from " + minLength + " to " + maxLength + ": minLength is greater than maxLength");
        }
        boolean nothing = !rules.ofNumbers() && !rules.ofLengths() && rules.contains() == null;
        if (nothing) {
            error(Part.VALIDATE, "@Validate asks for nothing: give min, max, minLength, maxLength or contains");
        }
    }

    private void error(Part part, String message) {
        findings.error(owner, feature, part, message);
    }
}
