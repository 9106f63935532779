package dev.oriel.api.expression;

import java.util.Set;

/** Functions that the original language has and this one has not: they are told from slips of the pen. */
final class UnavailableFunctions {
    /* Left out because their results depend on a library (regular expressions, unaccenting, fuzzy matching), on the world
     * outside (HTTP, random numbers, holidays), on types that features do not have (maps, JSON, messages of protocols), or
     * because nothing here asked for them yet. */
    private static final Set<String> NAMES = Set.of("""
            nan rand secure_random is_finite is_infinite is_nan width_bucket wilson_interval_lower wilson_interval_upper
            beta_cdf binomial_cdf cauchy_cdf chi_squared_cdf f_cdf gamma_cdf laplace_cdf normal_cdf poisson_cdf weibull_cdf
            inverse_beta_cdf inverse_binomial_cdf inverse_cauchy_cdf inverse_chi_squared_cdf inverse_f_cdf
            inverse_gamma_cdf inverse_laplace_cdf inverse_normal_cdf inverse_poisson_cdf inverse_weibull_cdf
            chr codepoint regexp_like regexp_extract regexp_extract_all regexp_replace regexp_split trail word_stem
            unidecode_normalize unidecode_to_ascii jaccard_similarity jaro_winkler_distance partial_ratio token_set_ratio
            token_sort_ratio sequence_matcher_ratio longest_common_subsequence
            array_add array_average array_cum_sum array_distinct array_duplicates array_except array_filter
            array_frequency array_has_duplicates array_intersect array_join array_max array_median array_min array_mode
            array_multimode array_normalize array_position array_reduce array_remove array_sort array_sort_desc
            array_stddev array_sum array_transform arrays_overlap arrays_union find_first find_first_index flatten
            remove_nulls sequence shuffle slice zip zip_with map_contains map_get map_keys_by_top_n_values
            date_add current_date from_unixtime format_datetime to_microseconds to_milliseconds is_federal_holiday
            try recover fail hmac_md5 hmac_sha1 hmac_sha256 hmac_sha512 crc32 xxhash64 spooky_hash_v2_32
            spooky_hash_v2_64 to_base64 from_base64 to_base64url from_base64url to_hex from_hex to_base from_base to_utf8
            from_utf8 to_big_endian_32 from_big_endian_32 to_big_endian_64 from_big_endian_64 gunzip bitwise_not
            bitwise_left_shift bitwise_right_shift bitwise_arithmetic_shift_right bitwise_logical_shift_right bit_count
            url_encode url_decode url_extract_host url_extract_path url_extract_port url_extract_protocol
            url_extract_query url_extract_fragment url_extract_parameter get_json_value json_extract_array jsonify jinja
            struct_pack proto_serialize proto_deserialize proto_to_struct struct_to_proto avro_deserialize scale_vector
            binary_to_vector haversine http_request openai_complete""".split("\\s+"));

    private UnavailableFunctions() {}

    static boolean contains(String name) {
        return NAMES.contains(name) || name.startsWith("h3_");
    }
}
