package understudy.operation;

import org.springframework.boot.SpringApplication;
import understudy.UnderstudyApplication;

/** The whole panel as a child JVM of a test, which dies at its {@link FaultPoint} if it has one. */
public final class KillablePanel {

    private KillablePanel() {
    }

    public static void main(String[] args) {
        SpringApplication.run(new Class<?>[] {UnderstudyApplication.class, FaultPoints.class}, args);
    }
}
