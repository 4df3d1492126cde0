package understudy.api;

import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import understudy.access.Actor;
import understudy.enrolment.AdminLogin;
import understudy.enrolment.HostDesk;

/** Getting to know a host: trust its key, let the panel in, find its server. */
@RestController
@RequestMapping("/api/v1/hosts/{name}")
@Tag(name = "Hosts")
class HostEnrolmentApi {

    private final HostDesk desk;
    private final HostAnswers hosts;
    private final StartAnswers answers;

    HostEnrolmentApi(HostDesk desk, HostAnswers hosts, StartAnswers answers) {
        this.desk = desk;
        this.hosts = hosts;
        this.answers = answers;
    }

    /** The fingerprint that the admin compared. */
    record HostKeyJson(@Nullable String fingerprint) {
    }

    /** The login user's password, used once. */
    record OneTimePasswordJson(@Nullable String password) {

        /** Without the password, so that no log line can carry it. */
        @Override
        public String toString() {
            return "OneTimePasswordJson";
        }
    }

    /** By whom the panel's account is made; nobody for root over the server's socket. */
    record EnrolmentJson(@Nullable String adminUser, @Nullable String adminPassword) {

        @Nullable AdminLogin login() {
            return adminUser == null && adminPassword == null ? null
                    : new AdminLogin(Required.text("adminUser", adminUser), Required.value("adminPassword", adminPassword));
        }

        /** Without the password, so that no log line can carry it. */
        @Override
        public String toString() {
            return "EnrolmentJson";
        }
    }

    @PutMapping("/host-key")
    HostJson trust(@PathVariable String name, @RequestBody HostKeyJson key, Actor actor) {
        return hosts.shown(desk.trust(name, Required.text("fingerprint", key.fingerprint()), actor));
    }

    /** Logs in once with the password and installs the panel's key; the password is not kept. */
    @PostMapping("/panel-key")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void installKey(@PathVariable String name, @RequestBody OneTimePasswordJson login, Actor actor) {
        desk.installKey(name, Required.text("password", login.password()), actor);
    }

    @PostMapping("/enrolment")
    ResponseEntity<Object> enrol(@PathVariable String name, @RequestBody(required = false) @Nullable EnrolmentJson wish,
            Actor actor) {
        return answers.of(desk.enrol(name, wish == null ? null : wish.login(), actor));
    }
}
