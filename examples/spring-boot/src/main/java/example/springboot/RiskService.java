package example.springboot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service: {@code java -cp … example.springboot.RiskService}. */
@SpringBootApplication
public class RiskService {
    /** Starts it, on port 8080 unless {@code --server.port} says otherwise. */
    public static void main(String[] arguments) {
        SpringApplication.run(RiskService.class, arguments);
    }
}
