package dev.oriel.api;

/** What the online store does with a null or a default; see {@link Cache}. */
public enum CachePolicy {
    /** It is stored like any other value. */
    STORE,
    /** It is not stored: what was stored before stays. */
    SKIP,
    /** It is not stored, and what was stored before is removed. */
    EVICT
}
