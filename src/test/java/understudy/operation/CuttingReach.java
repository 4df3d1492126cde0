package understudy.operation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.config.BeanPostProcessor;
import understudy.mysql.Server;
import understudy.mysql.SqlSession;
import understudy.reach.Reach;
import understudy.remote.HostConnection;

/** Puts {@link Cuts} between the panel and everything that it reaches. */
final class CuttingReach implements BeanPostProcessor {

    private static final Set<Class<?>> DOORS = Set.of(HostConnection.class, Server.class, SqlSession.class);
    private static final Set<String> EFFECTS = Set.of("run", "start", "execute");
    private static final Set<String> ALWAYS = Set.of("close", "forget", "toString", "hashCode", "equals");

    private final Set<String> hosts = ConcurrentHashMap.newKeySet();
    private final Cuts cuts;
    private final boolean cutting;

    /** @param cutting or everything stays as it is */
    CuttingReach(Cuts cuts, boolean cutting) {
        this.cuts = cuts;
        this.cutting = cutting;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return cutting && bean instanceof Reach reach ? cutting(Reach.class, reach, reach, "") : bean;
    }

    private Object cutting(Class<?> door, Object behind, Reach reach, String host) {
        return Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {door},
                (proxy, method, arguments) -> call(method, behind, arguments, reach, host));
    }

    private Object call(Method method, Object behind, Object[] arguments, Reach reach, String host) throws Throwable {
        try {
            if (ALWAYS.contains(method.getName())) {
                return method.invoke(behind, arguments);
            }
            String at = behind == reach ? String.valueOf(arguments[0]) : host;
            if (EFFECTS.contains(method.getName())) {
                return cuts.effect(at + ": " + arguments[0], () -> method.invoke(behind, arguments), () -> hosts.forEach(reach::forget));
            }
            cuts.requireAlive();
            hosts.add(at);
            Object answer = method.invoke(behind, arguments);
            return DOORS.contains(method.getReturnType()) ? cutting(method.getReturnType(), answer, reach, at) : answer;
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
