package understudy.operation;

import java.util.Locale;
import understudy.access.Actor;
import understudy.finding.Finding;

/** Why a button can't be pressed now, in words. Pure. */
final class Refusals {

    private Refusals() {
    }

    static Finding notAllowed(Operation operation, Actor actor) {
        return Finding.blocker("NotAllowed", operation.request().host(), actor.name() + " has the role "
                + actor.role().name().toLowerCase(Locale.ROOT) + "; this operation is for "
                + operation.request().kind().needed().name().toLowerCase(Locale.ROOT) + "s.",
                "Ask an admin to do it, or to give you the role.");
    }

    static Finding of(Operation operation, Control control, boolean overtaken) {
        String what = "The operation is " + operation.status();
        if (overtaken && !operation.status().active()) {
            return Finding.blocker("OperationOvertaken", operation.request().host(),
                    "Another operation of the same cluster was started after this one; what it would do now isn't what was planned.",
                    "Start a new operation; it looks at the world as it is.");
        }
        if (control == Control.CANCEL || control == Control.ROLL_BACK) {
            if (operation.pointOfNoReturnPassed()) {
                return Finding.blocker("PointOfNoReturnPassed", operation.request().host(),
                        what + " and has passed its point of no return: it only goes forward.",
                        "Let it go on, or press retry when it has failed.");
            }
            if (operation.status() == OperationStatus.INTERRUPTED && operation.pointOfNoReturnInDoubt()) {
                return Finding.blocker("PointOfNoReturnInDoubt", operation.request().host(),
                        "Nobody can see whether the operation has passed its point of no return.",
                        "Make the host reachable again; the panel looks by itself.");
            }
        }
        return Finding.blocker("NotPossibleNow", operation.request().host(),
                what + "; " + control.label() + " is not possible now.", "See which buttons the operation has.");
    }
}
