package understudy.web.cluster;

import java.time.Clock;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import understudy.breakglass.BreakGlass;
import understudy.breakglass.Sheet;
import understudy.web.PageView;
import understudy.web.When;

/** How to promote when the panel is gone: to be printed or saved while it is there. */
@Controller
class BreakGlassPage {

    private final BreakGlass breakGlass;
    private final Clock clock;

    BreakGlassPage(BreakGlass breakGlass, Clock clock) {
        this.breakGlass = breakGlass;
        this.clock = clock;
    }

    @GetMapping("/clusters/{name}/break-glass")
    String show(@PathVariable String name, Model model) {
        Sheet sheet = breakGlass.sheet(name);
        model.addAttribute("page", PageView.still("Break-glass sheet of " + name, "clusters"));
        model.addAttribute("sheet", sheet);
        model.addAttribute("made", When.of(sheet.madeAt(), clock.instant()));
        return "cluster/break-glass";
    }

    @GetMapping("/clusters/{name}/break-glass.md")
    ResponseEntity<String> save(@PathVariable String name) {
        ContentDisposition saved = ContentDisposition.attachment().filename("break-glass-" + name + ".md").build();
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("text/markdown;charset=UTF-8"))
                .header(HttpHeaders.CONTENT_DISPOSITION, saved.toString()).body(breakGlass.sheet(name).markdown());
    }
}
