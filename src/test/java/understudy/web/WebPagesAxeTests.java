package understudy.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Each page in Chromium, light and dark, wide and on a phone: axe finds nothing, the policy blocks nothing, nothing sticks out. */
@Tag("browser")
@SpringBootTest(classes = PagesPreview.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebPagesAxeTests {

    @LocalServerPort
    int port;

    private final List<String> complaints = new ArrayList<>();
    private Playwright playwright;
    private Page wide;
    private Page phone;

    @BeforeAll
    void openBrowser() {
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of("/usr/bin/chromium")));
        wide = signedIn(browser, 1440, ColorScheme.LIGHT);
        phone = signedIn(browser, 390, ColorScheme.DARK);
    }

    @AfterAll
    void closeBrowser() {
        playwright.close();
    }

    static Stream<String> pages() {
        return AllPages.paths().stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void isFitForEveryone(String path) {
        for (Page page : List.of(wide, phone)) {
            complaints.clear();
            page.navigate(at(path));
            page.waitForFunction("() => !document.querySelector('.topo') || document.querySelector('.topo[data-drawn]')");

            assertThat(new AxeBuilder(page).withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                    .analyze().getViolations().stream().flatMap(violation -> violation.getNodes().stream()
                            .map(node -> violation.getId() + ": " + node.getHtml() + " " + node.getFailureSummary()))).isEmpty();
            assertThat(complaints).as("what the browser complained of").isEmpty();
            assertThat((Integer) page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")).as("sticks out").isNotPositive();
        }
    }

    private Page signedIn(Browser browser, int width, ColorScheme scheme) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme));
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if ("error".equals(message.type())) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(at("/sign-in"));
        page.fill("#username", "pierre");
        page.fill("#password", "pierre");
        page.click("main button[type=submit]");
        return page;
    }

    private String at(String path) {
        return "http://127.0.0.1:" + port + path;
    }
}
