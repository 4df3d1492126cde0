package understudy.replication;

import understudy.access.Secrets;

/** Seals nothing, but insists on the purpose; its passwords are known to tests, which search for them. */
public final class OpenSecrets implements Secrets {

    public static final String PASSWORD = "rAnD0mPassw0rdForTests";

    @Override
    public String seal(String secret, String purpose) {
        return purpose + "=" + secret;
    }

    @Override
    public String open(String sealed, String purpose) {
        if (!sealed.startsWith(purpose + "=")) {
            throw new IllegalArgumentException("sealed for another purpose");
        }
        return sealed.substring(purpose.length() + 1);
    }

    @Override
    public String random() {
        return PASSWORD;
    }
}
