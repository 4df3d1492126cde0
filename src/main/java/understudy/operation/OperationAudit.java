package understudy.operation;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import understudy.access.Audit;
import understudy.operation.OperationEvent.OperationChanged;

/** Writes to the audit how an operation ended, under the name of who asked for it. */
@Component
class OperationAudit {

    private final OperationStore store;
    private final Audit audit;

    OperationAudit(OperationStore store, Audit audit) {
        this.store = store;
        this.audit = audit;
    }

    @EventListener
    void ended(OperationChanged changed) {
        if (!changed.state().active()) {
            store.find(changed.operation()).map(Operation::request).ifPresent(request ->
                    audit.record(request.requestedBy(), "operation.end",
                            request.cluster() == null ? request.host() : request.cluster(),
                            request.kind() + " " + request.id() + " " + changed.state()));
        }
    }
}
