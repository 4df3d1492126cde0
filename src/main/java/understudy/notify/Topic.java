package understudy.notify;

/** What a message is about; the names are part of the promise to receivers. */
enum Topic { DIAGNOSIS, OPERATION_BEGUN, OPERATION_ENDED, READINESS_LOST, READINESS_REGAINED, HOST_RETURNED, PANEL_ACTED, TEST }
