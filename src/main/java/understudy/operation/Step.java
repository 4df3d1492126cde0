package understudy.operation;

/**
 * One change to one host, server or stored cluster. A bean; has no state of its own: everything it needs is in its parameters
 * and in the real world.
 *
 * <p>The contract of every step: it may have been interrupted between any two lines, and will then simply be run again:
 * {@link #inspect} first, and only when it says {@link Inspection.Possible} a new {@link #plan} and {@link #apply}. So apply must
 * reach its goal from any half-way state that an earlier apply can leave.
 *
 * <p>Expected ends are values. Exceptions are for bugs and lost connections ({@link understudy.finding.Problem}); the runner
 * catches them in one place: in inspect they mean {@link Inspection.Unknown}, in apply {@link Outcome.Failed}.
 *
 * @param <P> its parameters: a record with plain components that Jackson can store; never holds a secret
 */
public interface Step<P extends Record> {

    /** The stored name. */
    StepName name();

    /** The record that its parameters are stored as. */
    Class<P> parameters();

    /** What the page says of it. Touches nothing. */
    StepText text(P parameters);

    /** Looks at the real world; reads only. */
    Inspection inspect(P parameters);

    /** Exactly what apply would do now, as data; reads only. Shown, confirmed, journaled, and given to apply and undo. */
    Plan plan(P parameters);

    /** Does exactly that plan. */
    Outcome apply(P parameters, Plan plan, Journal journal);

    /** Proves that it worked; by default inspects again, expecting {@link Inspection.AlreadyDone}. */
    default Inspection verify(P parameters) {
        return inspect(parameters);
    }

    /**
     * Takes back what apply did or began, given the plan that it was about to do. Also safe to run again.
     *
     * @param plan the journaled plan; {@link Plan#before} gives the values that stood before
     */
    Undo undo(P parameters, Plan plan, Journal journal);

    /**
     * Whether a try that failed past the point of no return is repeated by itself. No where a try may take minutes and somebody can
     * press Retry as well: until the operation is at its end no other one, not even a failover, can begin.
     */
    default boolean repeatedByItself() {
        return true;
    }
}
