package understudy.api;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import understudy.access.Actor;
import understudy.enrolment.HostChange;
import understudy.enrolment.HostDesk;
import understudy.enrolment.NewHost;
import understudy.finding.Problem;
import understudy.routing.Applications;
import understudy.topology.Host;
import understudy.topology.Hosts;

/** Hosts: add, look, change, remove. */
@RestController
@RequestMapping("/api/v1/hosts")
@Tag(name = "Hosts")
class HostsApi {

    private static final int SSH = 22;
    private static final int MYSQL = 3306;
    private static final int LARGEST_PORT = 65_535;

    private final HostDesk desk;
    private final Hosts hosts;
    private final HostAnswers answers;
    private final Applications applications;

    HostsApi(HostDesk desk, Hosts hosts, HostAnswers answers, Applications applications) {
        this.desk = desk;
        this.hosts = hosts;
        this.answers = answers;
        this.applications = applications;
    }

    /** A host to add, or what of it is to be changed; left out in a change, it stays as it is. */
    record HostWishJson(
            @Nullable String name,
            @Nullable String address,
            @Nullable Integer sshPort,
            @Nullable String sshUser,
            @Nullable Integer mysqlPort,
            @Nullable String mysqlSocket,
            @Nullable String replicationAddress,
            @Nullable String sudoPassword,
            ApplicationJson.@Nullable Wish application) {

        private static @Nullable Integer port(String field, @Nullable Integer port) {
            if (port != null && (port < 1 || port > LARGEST_PORT)) {
                throw new Problem(Malformed.malformed("The field " + field + " must be a port: 1 to " + LARGEST_PORT + "."));
            }
            return port;
        }

        NewHost added() {
            if (application != null) {
                throw new Problem(Malformed.malformed("The application is found when the host is enrolled, and can be corrected then."));
            }
            return new NewHost(Required.text("name", name), Required.text("address", address),
                    Required.otherwise(port("sshPort", sshPort), SSH), Required.text("sshUser", sshUser),
                    Required.otherwise(port("mysqlPort", mysqlPort), MYSQL), mysqlSocket, replicationAddress, sudoPassword);
        }

        HostChange changed() {
            if (name != null) {
                throw new Problem(Malformed.malformed("A host keeps its name."));
            }
            return new HostChange(address, port("sshPort", sshPort), sshUser, port("mysqlPort", mysqlPort), mysqlSocket,
                    replicationAddress, sudoPassword);
        }

        /** Whether anything but the application is to be changed; a host that is declared anew loses its connections. */
        boolean aboutTheHost() {
            return application == null || Stream.of(name, address, sshPort, sshUser, mysqlPort, mysqlSocket, replicationAddress, sudoPassword)
                    .anyMatch(Objects::nonNull);
        }

        /** Without the password, so that no log line can carry it. */
        @Override
        public String toString() {
            return "HostWishJson[" + name + "]";
        }
    }

    @GetMapping
    List<HostJson> list() {
        return hosts.all().stream().map(answers::shown).toList();
    }

    @GetMapping("/{name}")
    HostJson one(@PathVariable String name) {
        return answers.shown(hosts.get(name));
    }

    @PostMapping
    ResponseEntity<HostJson> add(@RequestBody HostWishJson wish, Actor actor) {
        Host added = desk.add(wish.added(), actor);
        return ResponseEntity.created(URI.create("/api/v1/hosts/" + added.name())).body(answers.shown(added));
    }

    @PatchMapping("/{name}")
    HostJson change(@PathVariable String name, @RequestBody HostWishJson wish, Actor actor) {
        Host changed = wish.aboutTheHost() ? desk.change(name, wish.changed(), actor) : hosts.get(name);
        if (wish.application() != null) {
            applications.correct(name, wish.application().applied(applications.on(name).orElse(null)), actor);
        }
        return answers.shown(changed);
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String name, Actor actor) {
        hosts.get(name);
        desk.remove(name, actor);
    }
}
