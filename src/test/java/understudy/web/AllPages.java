package understudy.web;

import java.util.List;

/** Every page of the invented world, each in the states that it has. */
final class AllPages {

    private AllPages() {
    }

    static List<String> paths() {
        return List.of("/clusters", "/clusters/secondhand", "/clusters/bazaar", "/clusters/secondhand/promotion?candidate=uranus",
                "/clusters/secondhand/setup", "/clusters/secondhand/setup?host=uranus", "/clusters/secondhand/policy",
                "/clusters/secondhand/removal", "/new/cluster", "/new/cluster?source=pluto", "/new/host", "/hosts", "/hosts/mercury",
                "/hosts/saturn", "/hosts/pluto", "/hosts/pluto/key", "/hosts/mercury/enrolment", "/hosts/mercury/removal", "/hosts/mercury/change", "/operations",
                "/operations/setup-waiting", "/operations/setup-copying", "/operations/setup-failed", "/operations/setup-waiting?step=9",
                "/operations/setup-waiting/cancel", "/operations/promotion", "/operations/enrolment", "/settings", "/settings/tokens",
                "/settings/audit");
    }
}
