package understudy.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import understudy.monitor.HostState;

/** The danger: a page that looks alive and isn't, or that takes away what somebody is doing when it comes alive. */
@Tag("browser")
@SpringBootTest(classes = PagesPreview.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class LivePagesBrowserTests {

    private static final LocatorAssertions.HasTextOptions PATIENT = new LocatorAssertions.HasTextOptions().setTimeout(20_000);

    @LocalServerPort
    int port;

    @Autowired
    World world;

    private Playwright playwright;
    private Cable cable;
    private Page page;

    @BeforeEach
    void signIn() {
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of("/usr/bin/chromium")));
        cable = new Cable(port);
        page = browser.newContext().newPage();
        page.navigate("http://127.0.0.1:" + cable.port() + "/sign-in");
        page.fill("#username", "pierre");
        page.fill("#password", "pierre");
        page.click("main button[type=submit]");
    }

    @AfterEach
    void close() {
        playwright.close();
        cable.close();
    }

    @Test
    void showsAChangeWithoutReloadAndKeepsFocusAndDrawing() {
        open("/clusters/secondhand");
        assertThat(page.locator("#node-uranus .state")).containsText("receiver and applier running");
        page.evaluate("() => { window.kept = document.querySelector('.topo path.edge'); document.querySelector('#node-uranus a').focus(); }");

        HostState before = world.states.get("uranus");
        world.states.put("uranus", World.replica("uranus", "mercury", null, "error connecting to source: error 2003", before.seenAt()));
        try {
            assertThat(page.locator("#node-uranus .state")).containsText("receiver not connected", new LocatorAssertions.ContainsTextOptions().setTimeout(20_000));
            assertThat(page.locator("#node-uranus a")).isFocused();
            assertThat(page.locator(".topo path.edge.broken")).hasCount(1);
            org.assertj.core.api.Assertions.assertThat((Boolean) page.evaluate("() => window.kept.isConnected")).isTrue();
        } finally {
            world.states.put("uranus", before);
        }
    }

    @Test
    void saysThatTheConnectionIsLostAndThatItIsBack() {
        open("/clusters/secondhand");
        assertThat(page.locator("#u-fresh")).hasText(Pattern.compile("^live"), PATIENT);

        cable.pullOut();
        assertThat(page.locator("#u-lost-alarm")).hasText(Pattern.compile("Connection to the panel lost"), PATIENT);
        assertThat(page.locator("#u-fresh")).hasText("connection lost");

        cable.putBack();
        assertThat(page.locator("#u-lost-alarm")).hasText("", PATIENT);
        assertThat(page.locator("#u-fresh")).hasText(Pattern.compile("^live"), PATIENT);
    }

    @Test
    void keepsWhatIsHalfChosenWhileThePageMoves() {
        open("/operations");
        page.selectOption("#f-kind", "SWITCHOVER");
        page.waitForResponse(response -> response.url().endsWith("/operations"), () -> { });
        page.waitForResponse(response -> response.url().endsWith("/operations"), () -> { });

        assertThat(page.locator("#f-kind")).hasValue("SWITCHOVER");
    }

    private void open(String path) {
        page.navigate("http://127.0.0.1:" + cable.port() + path);
    }
}
