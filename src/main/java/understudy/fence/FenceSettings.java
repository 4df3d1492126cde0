package understudy.fence;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How hosts out of reach are fenced ({@code understudy.fence.*}).
 *
 * @param hook a program on the panel's machine, see {@link FenceHook}; null when there is none
 */
@ConfigurationProperties("understudy.fence")
record FenceSettings(@Nullable Path hook) {
}
