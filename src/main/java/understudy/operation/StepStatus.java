package understudy.operation;

/** Where a step is; names as in the REST contract. */
public enum StepStatus { PENDING, RUNNING, DONE, SKIPPED, FAILED, UNDONE }
