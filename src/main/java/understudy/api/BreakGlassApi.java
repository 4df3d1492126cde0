package understudy.api;

import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import understudy.breakglass.BreakGlass;

/** How to promote without the panel. */
@RestController
@Tag(name = "Clusters")
class BreakGlassApi {

    private final BreakGlass breakGlass;

    BreakGlassApi(BreakGlass breakGlass) {
        this.breakGlass = breakGlass;
    }

    /** The sheet as Markdown; keep a copy where you can read it when the panel is gone. */
    @GetMapping(path = "/api/v1/clusters/{name}/break-glass", produces = "text/markdown")
    ResponseEntity<String> sheet(@PathVariable String name) {
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("text/markdown;charset=UTF-8")).body(breakGlass.sheet(name).markdown());
    }
}
