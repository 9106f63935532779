/**
 * Users who pay, and what they paid lately. Begin with {@link example.fraud.User}; {@link example.fraud.FraudResolvers} feeds
 * it from two topics.
 */
@NullMarked
package example.fraud;

import org.jspecify.annotations.NullMarked;
