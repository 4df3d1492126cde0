package understudy.web.cluster;

import java.nio.file.Path;
import java.time.Clock;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import understudy.access.Actor;
import understudy.access.Audit;
import understudy.access.Role;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.rescue.KeptFiles;
import understudy.topology.Clusters;
import understudy.web.Amounts;
import understudy.web.PageView;
import understudy.web.Visitors;
import understudy.web.When;

/** Transactions that no server carries on: what they did, row by row, and the file to take over by hand what matters. */
@Controller
class KeptFilesPage {

    private final Clusters clusters;
    private final KeptFiles files;
    private final Audit audit;
    private final Visitors visitors;
    private final Clock clock;

    KeptFilesPage(Clusters clusters, KeptFiles files, Audit audit, Visitors visitors, Clock clock) {
        this.clusters = clusters;
        this.files = files;
        this.audit = audit;
        this.visitors = visitors;
        this.clock = clock;
    }

    /** A line of the list. */
    record Row(String name, String meaning, String size, When kept) {
    }

    @GetMapping("/clusters/{name}/kept-files")
    String list(@PathVariable String name, Model model) {
        clusters.get(name);
        model.addAttribute("page", PageView.still("Kept transactions of " + name, "clusters"));
        model.addAttribute("name", name);
        model.addAttribute("files", files.list(name).stream()
                .map(file -> new Row(file.name(), file.meaning(), Amounts.bytes(file.bytes()), When.of(file.keptAt(), clock.instant()))).toList());
        return "cluster/kept-files";
    }

    @GetMapping("/clusters/{name}/kept-files/{file}")
    String one(@PathVariable String name, @PathVariable String file, Model model) {
        Actor actor = visitors.signedIn().must(Role.OPERATOR);
        KeptFiles.KeptContent content = files.content(name, file).orElseThrow(() -> unknown(name, file));
        audit.record(actor, "kept-file.read", file, "done");
        model.addAttribute("page", PageView.still(file, "clusters"));
        model.addAttribute("name", name);
        model.addAttribute("file", file);
        model.addAttribute("kept", content);
        return "cluster/kept-file";
    }

    @GetMapping("/clusters/{name}/kept-files/{file}/download")
    ResponseEntity<Resource> download(@PathVariable String name, @PathVariable String file) {
        Actor actor = visitors.signedIn().must(Role.OPERATOR);
        Path path = files.find(name, file).orElseThrow(() -> unknown(name, file));
        audit.record(actor, "kept-file.download", file, "done");
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("application/sql"))
                .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(file).build().toString())
                .body(new FileSystemResource(path));
    }

    private static Problem unknown(String name, String file) {
        return new Problem(Finding.blocker("FileUnknown", null, "There is no kept file " + file + " of " + name + ".",
                "Look at the list of kept transactions."));
    }
}
