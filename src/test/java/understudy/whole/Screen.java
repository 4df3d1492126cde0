package understudy.whole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An admin's screen: Chromium on a panel. What is looked at must be fit for everyone, wide and on a phone, light and dark; it is
 * photographed where the property {@value #SHOTS} names a folder.
 */
final class Screen implements AutoCloseable {

    static final String SHOTS = "understudy.shots";

    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
    // codes of the contract have no place on a page for people
    private static final Pattern CODE = Pattern.compile("\\b(SETUP_REPLICA|CHECK_DATA|SWITCHOVER|UNCONFIGURED|SUCCEEDED|SKIPPED|PENDING|null|NaN"
            + "|undefined|Optional\\[|PT[0-9.]+[SMH])\\b");

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final List<String> faults = new ArrayList<>();
    private final PanelProcess panel;
    private final Page page;
    private int pictures;

    Screen(PanelProcess panel) {
        this.panel = panel;
        Browser browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of("/usr/bin/chromium")));
        page = browser.newContext(new Browser.NewContextOptions().setViewportSize(1440, 900)
                .setReducedMotion(ReducedMotion.REDUCE)).newPage();
        page.setDefaultTimeout(60_000);
        page.onConsoleMessage(message -> {
            if ("error".equals(message.type())) {
                faults.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(faults::add);
    }

    void open(String path) {
        page.navigate(panel.uri(path).toString());
    }

    void type(String label, String text) {
        page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(text);
    }

    void press(String button) {
        role(AriaRole.BUTTON, button).click();
    }

    void follow(String link) {
        role(AriaRole.LINK, link).click();
    }

    void unfold(String summary) {
        page.locator("summary").getByText(summary).click();
    }

    /** Waits until the page says this. */
    void reads(String text) {
        reads(text, 60);
    }

    void reads(String text, int seconds) {
        assertThat(page.locator("main")).containsText(text,
                new com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions().setTimeout(seconds * 1000.0));
    }

    boolean offers(String button) {
        return role(AriaRole.BUTTON, button).count() > 0;
    }

    Locator find(String css) {
        return page.locator(css);
    }

    String path() {
        return java.net.URI.create(page.url()).getPath();
    }

    /** Judges the page that is open, in all its shapes. */
    void look(String name) {
        pictures++;
        for (int width : List.of(1440, 390)) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                // two of the four shapes show every width and every colour; all four only for who wants to see them
                boolean judged = width == 1440 ^ scheme == ColorScheme.DARK;
                if (judged || System.getProperty(SHOTS) != null) {
                    show(width, scheme);
                    photograph("%02d-%s-%d-%s".formatted(pictures, name, width, scheme.name().toLowerCase()));
                }
                if (judged) {
                    judge(name + " at " + width + " " + scheme);
                }
            }
        }
        show(1440, ColorScheme.LIGHT);
    }

    /** What the reader sees first, as a picture of its own. */
    void photographFor(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(file));
    }

    private void show(int width, ColorScheme scheme) {
        page.setViewportSize(width, 900);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        page.waitForFunction("() => !document.querySelector('.topo') || document.querySelector('.topo[data-drawn]')");
        // a colour on its way from light to dark can't be judged
        page.evaluate("() => document.getAnimations().filter(it => it instanceof CSSTransition).forEach(it => it.finish())");
    }

    /** Goes on after a fault, so that one run tells all of them. */
    private void judge(String what) {
        new AxeBuilder(page).withTags(RULES).analyze().getViolations().forEach(violation -> violation.getNodes().forEach(
                node -> faults.add(what + ": " + violation.getId() + ": " + node.getHtml() + " " + node.getFailureSummary())));
        if ((Integer) page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth") > 0) {
            faults.add(what + ": sticks out");
        }
        CODE.matcher(page.innerText("main")).results().forEach(found -> faults.add(what + ": a code, " + found.group()));
    }

    /** What was wrong on any page so far, in the judges' and the browser's own words. */
    List<String> faults() {
        return faults;
    }

    private void photograph(String name) {
        String folder = System.getProperty(SHOTS);
        if (folder != null) {
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of(folder, name + ".png")));
        }
    }

    private Locator role(AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true)).first();
    }

    @Override
    public void close() {
        playwright.close();
    }
}
