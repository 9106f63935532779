/**
 * A service that keeps what people spend, and tells how risky a person is. Begin with {@link example.springboot.RiskService};
 * {@link example.springboot.PlatformConfiguration} opens the platform within it.
 */
@NullMarked
package example.springboot;

import org.jspecify.annotations.NullMarked;
