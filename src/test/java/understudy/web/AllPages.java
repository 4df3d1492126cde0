package understudy.web;

import java.util.List;

/** Every page of the invented world, each in the states that it has. */
final class AllPages {

    private AllPages() {
    }

    static List<String> paths() {
        return List.of("/clusters", "/clusters/secondhand", "/clusters/bazaar", "/clusters/harbour", "/clusters/adrift", "/clusters/attic",
                "/clusters/secondhand/members/uranus/check", "/clusters/secondhand/members/uranus/detach", "/clusters/secondhand/promotion?candidate=uranus", "/clusters/secondhand/failover", "/clusters/harbour/members/nereid/rejoin", "/clusters/harbour/members/nereid/rejoin?how=discard", "/clusters/harbour/members/nereid/rejoin?how=both", "/clusters/harbour/kept-files", "/clusters/harbour/kept-files/mercury-own-transactions-1a2b3c4d5e.sql",
                "/clusters/secondhand/setup", "/clusters/secondhand/setup?host=uranus", "/clusters/secondhand/policy", "/clusters/secondhand/routes", "/clusters/secondhand/members/mercury/routes", "/clusters/secondhand/members/uranus/rehearsal", "/clusters/bazaar/routes", "/clusters/secondhand/break-glass",
                "/clusters/secondhand/removal", "/new/cluster", "/new/cluster?source=hermes", "/new/cluster?source=iris", "/new/host", "/hosts", "/hosts/mercury",
                "/hosts/saturn", "/hosts/triton", "/hosts/hermes", "/hosts/pluto", "/hosts/pluto/key", "/hosts/mercury/enrolment", "/hosts/mercury/removal", "/hosts/mercury/change", "/hosts/mercury/application", "/hosts/uranus/application", "/operations",
                "/operations/setup-waiting", "/operations/setup-copying", "/operations/setup-failed", "/operations/setup-waiting?step=9",
                "/operations/setup-waiting/cancel", "/operations/setup-done", "/operations/check-failed", "/operations/promotion", "/operations/promotion?step=6", "/operations/promotion-running",
                "/operations/promotion-rolled-back", "/operations/enrolment", "/operations/enrolment-failed", "/settings", "/settings/tokens",
                "/settings/notifications", "/settings/audit");
    }
}
