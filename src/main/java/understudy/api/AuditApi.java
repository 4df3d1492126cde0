package understudy.api;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import understudy.access.AuditEntry;
import understudy.access.AuditLog;

/** Who did what. */
@RestController
@Tag(name = "Audit")
class AuditApi {

    private static final int MOST = 1000;

    private final AuditLog log;

    AuditApi(AuditLog log) {
        this.log = log;
    }

    /** Newest first. */
    @GetMapping("/api/v1/audit")
    List<AuditEntry> list(@RequestParam @Nullable Instant since, @RequestParam @Nullable String actor,
            @RequestParam(defaultValue = "200") int limit) {
        return log.list(since, actor, Math.clamp(limit, 1, MOST));
    }
}
