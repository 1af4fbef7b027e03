package io.warmtag.web;

import com.github.jknack.handlebars.ValueResolver;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Lets templates read records: their components, and what else a record works out without arguments. */
final class PagesRecords implements ValueResolver {
    private final Map<Class<?>, Map<String, Method>> readers = new ConcurrentHashMap<>();

    @Override
    public Object resolve(Object context, String name) {
        if (!(context instanceof Record)) {
            return UNRESOLVED;
        }
        Method reader = readers.computeIfAbsent(context.getClass(), PagesRecords::readersOf)
                .get(name);
        if (reader == null) {
            return UNRESOLVED;
        }
        try {
            return reader.invoke(context);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(context.getClass().getSimpleName() + "." + name, e.getCause());
        }
    }

    @Override
    public Object resolve(Object context) {
        return context instanceof Record ? context : UNRESOLVED;
    }

    @Override
    public Set<Map.Entry<String, Object>> propertySet(Object context) {
        return Set.of();
    }

    private static Map<String, Method> readersOf(Class<?> type) {
        Map<String, Method> readers = new HashMap<>();
        for (Method method : type.getDeclaredMethods()) {
            boolean readable = method.getParameterCount() == 0
                    && method.getReturnType() != void.class
                    && !Modifier.isStatic(method.getModifiers())
                    && !Modifier.isPrivate(method.getModifiers());
            if (readable) {
                // The records of pages are not public.
                method.setAccessible(true);
                readers.put(method.getName(), method);
            }
        }
        return Map.copyOf(readers);
    }
}
