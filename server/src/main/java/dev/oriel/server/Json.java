package dev.oriel.server;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON that is read from strangers: bounded in depth and length, without repeated names, without types from input. */
final class Json {
    static final int DEPTH_MAX = 64;
    static final int NUMBER_DIGITS_MAX = 64;
    static final int NAME_CHARS_MAX = 256;
    static final int DOCUMENT_BYTES_MAX = 1 << 20;

    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .maxNumberLength(NUMBER_DIGITS_MAX)
                            .maxNameLength(NAME_CHARS_MAX)
                            .maxStringLength(DOCUMENT_BYTES_MAX)
                            .maxDocumentLength(DOCUMENT_BYTES_MAX)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The same, with every digit of decimals. */
    static final JsonMapper EXACT_MAPPER = MAPPER.rebuild()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}
}
