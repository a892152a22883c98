/**
 * The SQL mirror (SPEC K-2): the records of a journal as rows of SQLite or PostgreSQL, for reports and audits.
 * {@link io.sluice.serve.sql.MirrorTables} says which field of which message becomes which column; the numbered scripts
 * in the resources make the tables, and a test holds one to the other.
 *
 * <p>It must not know the frame of sinks, the door, or how a process is put together.
 */
package io.sluice.serve.sql;
