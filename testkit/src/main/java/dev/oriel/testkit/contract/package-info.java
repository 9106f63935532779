/**
 * What every adapter must do, as JUnit suites: extend {@link dev.oriel.testkit.contract.OnlineStoreContract} or
 * {@link dev.oriel.testkit.contract.EventSourceContract} in the adapter's tests and say how one is made.
 */
@NullMarked
package dev.oriel.testkit.contract;

import org.jspecify.annotations.NullMarked;
