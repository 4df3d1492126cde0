package understudy.operation;

/** What the panel can do; names as in the REST contract. */
public enum OperationKind { ENROL, SETUP_REPLICA, SWITCHOVER, FAILOVER, REJOIN, DETACH, CHECK_DATA }
