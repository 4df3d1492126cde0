package understudy.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The hash of everything under {@code /assets}: our own files by content, the libraries by their jars' names and versions. */
class AssetVersion {

    private static final String[] OWN = {"classpath*:/static/css/*", "classpath*:/static/js/*", "classpath*:/static/icons/*"};
    private static final String LIBRARIES = "classpath*:/META-INF/maven/org.webjars.npm/*/pom.properties";

    private final PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();

    /** Ten hexadecimal digits. */
    String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String pattern : OWN) {
                add(digest, pattern);
            }
            add(digest, LIBRARIES);
            return HexFormat.of().formatHex(digest.digest(), 0, 5);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void add(MessageDigest digest, String pattern) throws IOException {
        Resource[] found = resolver.getResources(pattern);
        Arrays.sort(found, Comparator.comparing(resource -> String.valueOf(resource.getFilename()) + resource.getDescription()));
        for (Resource resource : found) {
            if (resource.isReadable()) {
                digest.update(resource.getContentAsByteArray());
            }
        }
    }
}
