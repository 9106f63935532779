package example.springboot;

import dev.oriel.embedded.Oriel;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The platform as a bean: opened with the service, and closed with it, since it is {@link AutoCloseable}. */
@Configuration(proxyBeanMethods = false)
public class PlatformConfiguration {
    /** Limits of this service. */
    @Bean
    public RiskLimits riskLimits() {
        return new RiskLimits(1000);
    }

    /** The clock of the machine; a test has another. */
    @Bean
    public InstantSource clock() {
        return InstantSource.system();
    }

    /** In memory: a service that is to keep its state hands a store and a log of files to the builder. */
    @Bean
    public Oriel oriel(RiskLimits limits, InstantSource clock) {
        return Oriel.builder()
                .resolvers(new PaymentResolvers(limits))
                .clock(clock)
                .open();
    }
}
