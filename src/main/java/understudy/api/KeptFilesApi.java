package understudy.api;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.file.Path;
import java.util.List;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import understudy.access.Actor;
import understudy.access.Audit;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.rescue.KeptFiles;
import understudy.topology.Clusters;

/** Files with transactions that no server carries on: what there is, and the files themselves for operators. */
@RestController
@Tag(name = "Clusters")
class KeptFilesApi {

    private final Clusters clusters;
    private final KeptFiles files;
    private final Audit audit;

    KeptFilesApi(Clusters clusters, KeptFiles files, Audit audit) {
        this.clusters = clusters;
        this.files = files;
        this.audit = audit;
    }

    @GetMapping("/api/v1/clusters/{name}/kept-files")
    List<KeptFiles.KeptFile> list(@PathVariable String name) {
        clusters.get(name);
        return files.list(name);
    }

    /** The file as it is: statements of the server's own tool with the rows readable beside them. Never executed by the panel. */
    @GetMapping(path = "/api/v1/clusters/{name}/kept-files/{file}", produces = "application/sql")
    ResponseEntity<Resource> one(@PathVariable String name, @PathVariable String file, Actor actor) {
        clusters.get(name);
        Path path = files.find(name, file).orElseThrow(() -> new Problem(Finding.blocker("FileUnknown", null,
                "There is no kept file " + file + " of " + name + ".", "GET /api/v1/clusters/" + name + "/kept-files lists them.")));
        audit.record(actor, "kept-file.read", file, "done");
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("application/sql"))
                .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(file).build().toString())
                .body(new FileSystemResource(path));
    }
}
