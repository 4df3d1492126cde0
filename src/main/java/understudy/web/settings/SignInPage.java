package understudy.web.settings;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import understudy.web.PageView;
import understudy.web.Visitors;

/** Signing in. Says that it failed, never which half was wrong. */
@Controller
class SignInPage {

    private final Visitors visitors;

    SignInPage(Visitors visitors) {
        this.visitors = visitors;
    }

    @GetMapping("/sign-in")
    String show(@RequestParam(required = false) String refused, @RequestParam(required = false) String wait, Model model) {
        if (visitors.current() != null) {
            return "redirect:/clusters";
        }
        model.addAttribute("page", PageView.still("Sign in", ""));
        model.addAttribute("refused", refused != null);
        model.addAttribute("wait", wait != null);
        return "settings/sign-in";
    }
}
