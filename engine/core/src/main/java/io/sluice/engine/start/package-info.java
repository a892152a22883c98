/**
 * The start of an engine: lock the directory, recover from snapshot and journal, refuse what must not go on, begin a
 * new epoch where an operator says so. Nothing is written before all objections are known. It must not know the running
 * engine.
 */
package io.sluice.engine.start;
