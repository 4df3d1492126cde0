package understudy.api;

import org.springframework.http.HttpStatus;

/** Which HTTP status a finding has when it is why something wasn't done. */
final class ProblemStatus {

    private ProblemStatus() {
    }

    /** 422 unless the finding is of another kind: understood, but impossible as things are. */
    static HttpStatus of(String code) {
        return switch (code) {
            case "HostUnknown", "ClusterUnknown", "OperationUnknown", "UserUnknown", "TokenUnknown",
                    "TargetUnknown", "RouteUnknown", "FileUnknown" -> HttpStatus.NOT_FOUND;
            case "HostExists", "ClusterExists", "UserExists", "TokenExists", "TargetExists", "RouteNameTaken", "HostInCluster", "HostInOtherCluster",
                    "HostKeyChanged", "HostKeyDiffers", "HostBusy", "OperationRunning", "NotConfirmed" -> HttpStatus.CONFLICT;
            case "NameRefused", "UserNameRefused", "TokenNameRefused", "DatabaseNameRefused", "DatabaseOfTheServer",
                    "DatabasesMissing", "DatabaseTwice", "AddressRefused", "PortRefused", "UserRefused", "SocketRefused",
                    "PasswordRefused", "TargetNameRefused", "WebhookRefused", "MailRefused",
                    "PathRefused", "GroupRefused", "ServiceRefused", "RouteRefused", "MalformedRequest", "FieldMissing" -> HttpStatus.BAD_REQUEST;
            case "NotAllowed" -> HttpStatus.FORBIDDEN;
            case "TooManyStreams", "TooManyAttempts" -> HttpStatus.TOO_MANY_REQUESTS;
            case "NoStreamLeft" -> HttpStatus.SERVICE_UNAVAILABLE;
            default -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
    }
}
