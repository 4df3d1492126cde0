package understudy.operation;

import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import understudy.operation.OperationEvent.OperationChanged;
import understudy.operation.OperationEvent.StepChanged;
import understudy.operation.OperationEvent.StepProgressed;

/** Tells the house what changed, after it was stored. A listener that fails can't hurt the operation. */
@Component
class OperationBell {

    private static final Logger LOG = LoggerFactory.getLogger(OperationBell.class);

    private final ApplicationEventPublisher publisher;
    private final Clock clock;

    OperationBell(ApplicationEventPublisher publisher, Clock clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Rings for an operation that was stored for the first time. */
    void ring(Operation stored) {
        operationChanged(stored);
    }

    /** Rings for each difference. */
    void ring(Operation before, Operation after) {
        for (StepRun step : after.steps()) {
            if (!step.equals(before.step(step.number()))) {
                tell(new StepChanged(after.id(), after.request().cluster(), id(step.number()), step.status(), clock.instant()));
            }
        }
        if (before.status() != after.status() || before.undoing() != after.undoing() || before.pace() != after.pace()) {
            operationChanged(after);
        }
    }

    void progressed(Operation operation, int number) {
        tell(new StepProgressed(operation.id(), operation.request().cluster(), id(number), clock.instant()));
    }

    private void operationChanged(Operation operation) {
        tell(new OperationChanged(operation.id(), operation.request().cluster(), operation.request().kind(),
                operation.status(), clock.instant()));
    }

    private static String id(int number) {
        return Integer.toString(number);
    }

    private void tell(OperationEvent event) {
        try {
            publisher.publishEvent(event);
        } catch (RuntimeException e) {
            LOG.warn("Somebody who listens to operations failed on {}", event, e);
        }
    }
}
