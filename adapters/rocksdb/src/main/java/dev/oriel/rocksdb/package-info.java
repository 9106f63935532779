/**
 * The online store on RocksDB: a folder that one process owns. Read {@link dev.oriel.rocksdb.RocksStore}, then
 * {@code Keys} for how the four tables share one key space, then {@code Database} for what is opened and how.
 */
@NullMarked
package dev.oriel.rocksdb;

import org.jspecify.annotations.NullMarked;
