package io.sluice.serve.sql;

/**
 * A column.
 *
 * @param isDerived filled by the database from other rows, so that no record gives it.
 */
record Column(String name, ColumnType type, boolean isDerived) {}
