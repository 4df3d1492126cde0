package understudy.remote;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Binds this room's settings. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SshSettings.class)
class RemoteConfiguration {
}
