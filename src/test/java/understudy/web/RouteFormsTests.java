package understudy.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import understudy.access.Actor;
import understudy.access.Role;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.routing.Application;
import understudy.routing.Application.Restart;
import understudy.routing.Applications;
import understudy.routing.Route;
import understudy.routing.Routes;

/** The danger: an operator declares a program that then runs as root on a host, or what an admin typed arrives as something else. */
@SpringBootTest(classes = PagesPreview.class)
@AutoConfigureMockMvc
class RouteFormsTests {

    private static final String ROUTES = "/clusters/secondhand/routes";
    private static final String APPLICATION = "/hosts/mercury/application";
    private static final Actor PIERRE = new Actor("pierre", Role.ADMIN);

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Routes routes;

    @Autowired
    private Applications applications;

    @BeforeEach
    void nothingWasPressedYet() {
        clearInvocations(routes, applications);
    }

    /** @param typed names and values in turn */
    private MvcTestResult press(String name, String[] roles, String path, String... typed) {
        var request = mvc.post().uri(path).with(user(name).roles(roles)).with(csrf());
        for (int i = 0; i < typed.length; i += 2) {
            request = request.param(typed[i], typed[i + 1]);
        }
        return request.exchange();
    }

    private MvcTestResult admin(String path, String... typed) {
        return press("pierre", new String[] {"ADMIN"}, path, typed);
    }

    @ParameterizedTest
    @ValueSource(strings = {ROUTES + "/application", ROUTES + "/address", ROUTES + "/balancer", ROUTES + "/hook", ROUTES + "/removal", APPLICATION})
    void refuseAnOperator(String path) {
        assertThat(press("otto", new String[] {"VIEWER", "OPERATOR"}, path, "called", "gate", "program", "/bin/sh", "address", "192.168.178.50/24",
                "route", "shop", "root", "/srv/shop", "restart", "NONE")).hasStatus(403).bodyText().contains("otto has the role operator");

        verifyNoInteractions(routes, applications);
    }

    static Stream<Arguments> typed() {
        return Stream.of(
                Arguments.of("application", new Route.DatabaseYmls("shop", List.of("mercury", "uranus"), "http://localhost/up", null),
                        new String[] {"called", " shop ", "hosts", "mercury, uranus", "healthUrl", "http://localhost/up", "writeUrl", " "}),
                Arguments.of("application", new Route.DatabaseYmls("shop", List.of(), null, null), new String[] {"called", "shop", "hosts", ""}),
                Arguments.of("address", new Route.VirtualIp("database", "192.168.178.50/24", true),
                        new String[] {"called", "database", "address", " 192.168.178.50/24", "kept", "true"}),
                Arguments.of("address", new Route.VirtualIp("database", "192.168.178.50/24", false),
                        new String[] {"called", "database", "address", "192.168.178.50/24"}),
                Arguments.of("balancer", new Route.LoadBalancer("haproxy", "127.0.0.1", 3307, List.of("mercury")),
                        new String[] {"called", "haproxy", "address", "127.0.0.1", "port", "3307", "hosts", "mercury"}),
                Arguments.of("hook", new Route.Hook("gate", "/etc/understudy/hooks/gate", null, 7_000),
                        new String[] {"called", "gate", "program", "/etc/understudy/hooks/gate", "host", "", "seconds", "7"}),
                Arguments.of("hook", new Route.Hook("gate", "/opt/gate", "uranus", 30_000),
                        new String[] {"called", "gate", "program", "/opt/gate", "host", "uranus"}));
    }

    @ParameterizedTest
    @MethodSource("typed")
    void addWhatAnAdminTyped(String form, Route meant, String[] typed) {
        assertThat(admin(ROUTES + "/" + form, typed)).hasStatus3xxRedirection().hasRedirectedUrl(ROUTES);

        verify(routes).add("secondhand", meant, PIERRE);
    }

    @ParameterizedTest
    @MethodSource("typed")
    void sayWhyARouteIsRefusedAndKeepWhatWasTyped(String form, Route meant, String[] typed) {
        doThrow(new Problem(Finding.blocker("RouteNameTaken", null, "There is such a route.", "Take that out first."))).when(routes)
                .add("secondhand", meant, PIERRE);
        try {
            assertThat(admin(ROUTES + "/" + form, typed)).hasStatusOk().bodyText()
                    .contains("There is such a route.", "Take that out first.", "value=\"" + typed[1] + "\"", "value=\"" + typed[3] + "\"");
        } finally {
            doNothing().when(routes).add("secondhand", meant, PIERRE); // the mock is shared with other tests
        }
    }

    @Test
    void takeOutARoute() {
        assertThat(admin(ROUTES + "/removal", "route", "gate")).hasStatus3xxRedirection().hasRedirectedUrl(ROUTES);

        verify(routes).remove("secondhand", "gate", PIERRE);
    }

    @Test
    void correctWhatWasFoundOfAnApplication() {
        assertThat(admin(APPLICATION, "root", "/srv/shop", "databaseYml", "/srv/shop/a.yml\r\n\r\n /srv/shop/b.yml ", "group", "staging",
                "restart", "SERVICE", "service", "puma-shop", "variables", "")).hasStatus3xxRedirection().hasRedirectedUrl("/hosts/mercury");

        verify(applications).correct("mercury", new Application("/srv/shop", List.of("/srv/shop/a.yml", "/srv/shop/b.yml"), "staging",
                Restart.SERVICE, "puma-shop", null), PIERRE);
    }

    @Test
    void goBackToWhatIsFound() {
        assertThat(admin(APPLICATION, "root", "/srv/shop", "restart", "NONE", "asFound", "true")).hasStatus3xxRedirection();

        verify(applications).correct("mercury", null, PIERRE);
    }
}
