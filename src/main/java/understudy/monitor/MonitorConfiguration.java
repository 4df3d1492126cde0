package understudy.monitor;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Binds the monitor's settings. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MonitorSettings.class)
class MonitorConfiguration {
}
