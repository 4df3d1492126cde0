package understudy.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import understudy.enrolment.HostDesk;
import understudy.topology.Clusters;

/** Every page over the invented world, without a browser: it can be made, is strict about scripts, and keeps roles apart. */
@SpringBootTest(classes = PagesPreview.class)
@AutoConfigureMockMvc
class PagesTests {

    private static final Pattern INLINE = Pattern.compile("<script(?![^>]*\\ssrc=)|\\sstyle=\"|<style|\\son[a-z]+=\"");

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Clusters clusters;

    @Autowired
    HostDesk desk;

    @ParameterizedTest
    @MethodSource("understudy.web.AllPages#paths")
    void everyPageHasATitleOneHeadingAndNothingInline(String path) {
        String html = page(path, "pierre", "ADMIN");

        assertThat(html).containsPattern("<title>[^<]+ · Understudy</title>").doesNotContain("null$", ">null<");
        assertThat(Pattern.compile("<h1[ >]").matcher(html).results()).hasSize(1);
        assertThat(INLINE.matcher(html).results().map(found -> html.substring(found.start(), Math.min(html.length(), found.start() + 80)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/clusters/secondhand", "/clusters/secondhand/policy", "/operations/setup-waiting", "/operations/setup-failed", "/new/host"})
    void aViewerSeesNoButtonThatWouldBeRefused(String path) {
        String main = page(path, "vera", "VIEWER");
        Matcher buttons = Pattern.compile("<form method=\"post\"[^>]*>.*?</form>|<form class[^>]*method=\"post\".*?</form>", Pattern.DOTALL).matcher(
                main.substring(main.indexOf("<main")));

        while (buttons.find()) {
            assertThat(buttons.group()).contains("disabled");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/operations/setup-waiting/continue", "/operations/setup-waiting/run-all", "/operations/setup-waiting/cancel",
        "/operations/setup-failed/retry", "/operations/setup-failed/rollback"})
    void refusesAViewerWhoPressesByHand(String path) {
        MvcTestResult result = mvc.post().uri(path).with(user("vera").roles("VIEWER")).with(csrf()).exchange();

        assertThat(result).hasStatus(403);
        assertThat(result).bodyText().contains("vera has the role viewer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/new/cluster", "/clusters/secondhand/policy", "/hosts/pluto/key", "/settings/users",
        "/settings/notifications/webhook", "/settings/notifications/mail", "/settings/notifications/test", "/settings/notifications/removal"})
    void refusesAnOperatorWhoWouldAdministrate(String path) {
        MvcTestResult result = mvc.post().uri(path).with(user("otto").roles("VIEWER", "OPERATOR")).with(csrf()).param("name", "x")
                .param("source", "mercury").param("bootClosed", "ALL").param("maxLagMillis", "1").param("fingerprint", "x")
                .param("password", "long enough for this").param("role", "ADMIN").exchange();

        assertThat(result).hasStatus(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"VIEWER", "OPERATOR"})
    void opensNoConnectionToAHostForWhoMayNotAcceptItsKey(String role) {
        clearInvocations(desk);

        assertThat(mvc.get().uri("/hosts/pluto/key").with(user("vera").roles(role))).hasStatus(403);

        verify(desk, never()).offeredKey(any());
    }

    @Test
    void saysWhatIsTheMatterAndWhatFollowsFromIt() {
        assertThat(page("/clusters/harbour", "pierre", "ADMIN")).contains("The server on triton is dead",
                "This justifies a failover. Automatic failover is off for this cluster, so it waits for you.",
                "nereid has lost triton too");
        assertThat(page("/clusters/adrift", "pierre", "ADMIN")).contains("The panel sees none of the servers",
                "No failover follows from this. A panel that sees nobody may be the one that is cut off.");
        assertThat(page("/clusters/secondhand", "pierre", "ADMIN")).doesNotContain("id=\"diagnosis\"");
    }

    @Test
    void offersAFailoverInsteadOfAPromotionWhereTheSourceIsDown() {
        assertThat(page("/clusters/harbour", "pierre", "ADMIN")).contains("The old source is stopped and stays out")
                .doesNotContain("Planned switchover.").containsPattern("(?s)id=\"diagnosis\".*?href=\"/clusters/harbour/failover\".*?<details");
        assertThat(page("/clusters/secondhand", "pierre", "ADMIN")).contains("Planned switchover.").doesNotContain("/clusters/secondhand/failover");
    }

    @Test
    void letsAViewerReadAndSaveTheBreakGlassSheet() {
        assertThat(page("/clusters/secondhand/break-glass", "vera", "VIEWER")).contains("on uranus: ssh pierre@192.168.178.66");

        assertThat(mvc.get().uri("/clusters/secondhand/break-glass.md").with(user("vera").roles("VIEWER"))).hasStatusOk()
                .hasContentTypeCompatibleWith("text/markdown").bodyText().startsWith("# Break-glass sheet of secondhand");
    }

    @Test
    void linksAKeptFileOnlyForThoseWhoMayReadIt() {
        assertThat(page("/clusters/harbour/kept-files", "vera", "VIEWER")).contains("mercury-own-transactions").doesNotContain("/kept-files/mercury");
        assertThat(page("/clusters/harbour/kept-files", "pierre", "ADMIN")).contains("/clusters/harbour/kept-files/mercury");
    }

    @Test
    void showsAViewerTheFailoverPageWithoutAPlan() {
        assertThat(page("/clusters/harbour/failover", "vera", "VIEWER")).contains("The plan is shown to those who may run it.");
    }

    @Test
    void refusesAFormWithoutItsToken() {
        assertThat(mvc.post().uri("/operations/setup-waiting/continue").with(user("pierre").roles("ADMIN"))).hasStatus(403);
    }

    @Test
    void saysWhatHappenedWhenThereIsNoSuchCluster() {
        MvcTestResult result = mvc.get().uri("/clusters/atlantis").with(user("pierre").roles("ADMIN")).exchange();

        assertThat(result).hasStatus(404);
        assertThat(result).bodyText().contains("There is no cluster atlantis.").doesNotContain("Exception");
    }

    @Test
    void showsATypedNameAgainButNeverAPassword() {
        MvcTestResult result = mvc.post().uri("/new/host").with(user("pierre").roles("ADMIN")).with(csrf()).param("name", "plu<to")
                .param("address", "10.0.0.9").param("sshPort", "22").param("sshUser", "pierre").param("sudoPassword", "s3cret-sudo").exchange();

        assertThat(result).bodyText().contains("plu&lt;to", "doesn&#39;t answer on port 22").doesNotContain("s3cret-sudo");
    }

    @Test
    void takesADatabaseWithACommaInItsNameForOne() {
        mvc.post().uri("/new/cluster").with(user("pierre").roles("ADMIN")).with(csrf()).param("name", "odd").param("source", "pluto")
                .param("databases", "one, or two").exchange();

        assertThat(clusters.find("odd").orElseThrow().databases()).containsExactly("one, or two");
        clusters.remove("odd");
    }

    @ParameterizedTest
    @ValueSource(strings = "/new/host")
    void asksForNamesByAPatternThatBrowsersUnderstand(String path) {
        Matcher pattern = Pattern.compile("pattern=\"([^\"]*)\"").matcher(page(path, "pierre", "ADMIN"));

        assertThat(pattern.find()).isTrue();
        // they read it with the flag v, under which a bare hyphen may only stand between two characters
        assertThat(pattern.group(1)).doesNotContain("_-").matches(rule -> "mercury-1.lan".matches(rule)).matches(rule -> !"a b".matches(rule));
    }

    @Test
    void keepsAssetsForAYearUnderTheirHash() {
        String html = page("/clusters", "pierre", "ADMIN");
        Matcher script = Pattern.compile("src=\"(/assets/[0-9a-f]{10}/js/app\\.js)\"").matcher(html);
        assertThat(script.find()).isTrue();

        assertThat(mvc.get().uri(script.group(1))).hasStatusOk().headers().hasValue("Cache-Control", "max-age=31536000, public, immutable");
    }

    private String page(String path, String name, String role) {
        MvcTestResult result = mvc.get().uri(path).with(user(name).roles(role)).exchange();
        assertThat(result).hasStatusOk();
        return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
