package understudy;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The panel's process: starts the rooms, and does nothing else. */
@SpringBootApplication
public class UnderstudyApplication {

    public static void main(String[] args) {
        SpringApplication.run(UnderstudyApplication.class, args);
    }
}
