package understudy.operation;

import understudy.access.Role;

/** What the panel can do; names as in the REST contract. */
public enum OperationKind {

    ENROL, SETUP_REPLICA, SWITCHOVER, FAILOVER, REJOIN, DETACH, CHECK_DATA, APPLY_POLICY, SWITCH_ROUTES, REHEARSE_ROUTES;

    /** Who may start it and press its buttons: a host is an admin's to add and a policy to change, the rest is an operator's work. */
    public Role needed() {
        return this == ENROL || this == APPLY_POLICY ? Role.ADMIN : Role.OPERATOR;
    }
}
