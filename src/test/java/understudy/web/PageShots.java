package understudy.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Map;

/** Takes pictures of pages of a running {@link PagesPreview}, to look at: {@code PageShots <folder> <path>…}; {@code -Dshapes=3840-light,…}. */
final class PageShots {

    private PageShots() {
    }

    public static void main(String[] arguments) {
        try (Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))) {
            Browser browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of("/usr/bin/chromium")));
            for (String shape : System.getProperty("shapes", "1440-light,1440-dark,390-light").split(",")) {
                shoot(browser, shape, arguments);
            }
        }
    }

    private static void shoot(Browser browser, String shape, String[] arguments) {
        int width = Integer.parseInt(shape.substring(0, shape.indexOf('-')));
        BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(width, 900)
                .setColorScheme(shape.endsWith("dark") ? ColorScheme.DARK : ColorScheme.LIGHT));
        Page page = context.newPage();
        page.onConsoleMessage(message -> java.util.logging.Logger.getLogger("page").info(message.text()));
        page.navigate("http://127.0.0.1:18080/sign-in");
        page.fill("#username", "pierre");
        page.fill("#password", "pierre");
        page.click("main button[type=submit]");
        for (int i = 1; i < arguments.length; i++) {
            page.navigate("http://127.0.0.1:18080" + arguments[i]);
            page.waitForTimeout(900);
            String name = arguments[i].replaceAll("[^a-z0-9]+", "-").replaceAll("^-", "");
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of(arguments[0], name + "-" + shape + ".png")));
        }
        context.close();
    }
}
