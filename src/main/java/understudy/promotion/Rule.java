package understudy.promotion;

import java.util.Optional;
import understudy.finding.Finding;

/** One question about a promotion, with its answer when there is something to say. Pure. */
interface Rule {

    Optional<Finding> check(Situation now);
}
