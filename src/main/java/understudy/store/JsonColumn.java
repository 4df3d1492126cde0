package understudy.store;

/**
 * A type that is stored as JSON text in one column. A room declares a bean for each of its own; then a record of that type can be
 * a component of a stored record.
 */
public record JsonColumn(Class<?> type) {
}
